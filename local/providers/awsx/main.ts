import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { resourceService } from "../plugin/resourceService";
import { serve } from "../plugin/server";
import { packageVersion } from "../plugin/version";
import { awsxProvider } from "./provider";

const provider = awsxProvider(packageVersion("@pulumi/awsx"), packageVersion("@pulumi/aws"));
void serve(ResourceProviderService, resourceService(provider));
