import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { serve } from "../pluginServer/server";
import { hostArguments } from "./hostArguments";
import { languageService } from "./languageService";

// The engine interrupts its plugins when it is done with them; 'exit' handlers then end what they started.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(0));
void serve(LanguageRuntimeService, languageService(hostArguments(process.argv.slice(2))));
