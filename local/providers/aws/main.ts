import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { resourceService } from "../plugin/resourceService";
import { serve } from "../plugin/server";
import { packageVersion } from "../plugin/version";
import { awsProvider } from "./provider";

void serve(ResourceProviderService, resourceService(awsProvider(packageVersion("@pulumi/aws"))));
