import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { resourceService } from "../plugin/resourceProviderService";
import { serve } from "../../pluginServer/server";
import { packageVersion } from "../plugin/packageVersion";
import { awsProvider } from "./awsProvider";

void serve(ResourceProviderService, resourceService(awsProvider(packageVersion("@pulumi/aws"))));
