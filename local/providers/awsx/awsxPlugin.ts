import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { resourceService } from "../plugin/resourceProviderService";
import { serve } from "../../pluginServer/server";
import { packageVersion } from "../plugin/packageVersion";
import { awsxProvider } from "./awsxProvider";

const provider = awsxProvider(packageVersion("@pulumi/awsx"), packageVersion("@pulumi/aws"));
void serve(ResourceProviderService, resourceService(provider));
