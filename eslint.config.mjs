import { defineConfig } from "eslint/config";
import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

/** A rule that forbids imports by patterns; type imports too, unless a pattern says otherwise. */
const forbidImports = (...patterns) => ({
  "@typescript-eslint/no-restricted-imports": ["error", { patterns }],
});

const program = "^(\\.\\./)+";

const inlinePrograms = {
  regex: "^@pulumi/pulumi/automation",
  allowTypeImports: true,
  message:
    "Two inline programs in one process get each other's errors: work on several stacks by the CLI, a process for each.",
};

export default defineConfig(
  { ignores: ["node_modules/", "eslint.config.mjs"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { "@pulumi": pulumi },
    languageOptions: { parserOptions: { project: "./tsconfig.json" } },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "off",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // A resource is registered by its constructor: keeping the object is often not needed.
      "no-new": "off",
    },
  },
  {
    files: ["remediation/**/*.ts"],
    rules: forbidImports(
      { regex: "^\\.\\./", message: "remediation/ is serialised into the function: it imports only itself." },
      {
        regex: "^@aws-sdk/client-(ec2|config-service)$",
        allowTypeImports: true,
        message:
          "Import types only, and require the SDK inside a function: a top-level import can't be serialised.",
      },
      {
        regex: "^(?!\\.|@aws-sdk/client-(ec2|config-service)$)",
        message: "The function has no other package than the two SDK clients that Lambda's runtime brings.",
      },
    ),
  },
  {
    files: ["components/**/*.ts", "index.ts"],
    rules: forbidImports(
      {
        regex: `^(\\./|${program.slice(1)})(lab|local|tests)(/|$)`,
        message: "The program knows nothing of lab/, local/ and tests/.",
      },
      {
        regex: "^(?!\\.|node:|@pulumi/(pulumi|aws|awsx)(/|$))",
        message: "The program knows Pulumi, and no other package.",
      },
    ),
  },
  {
    // The provider has no function for what these files look up.
    files: ["components/existing/{assumedRoles,configService,recording}.ts"],
    rules: forbidImports({
      regex: "^(?!\\.|@pulumi/(pulumi|aws)(/|$)|@aws-sdk/client-(config-service|sts)$)",
      message: "These files know Pulumi and the SDK clients of AWS Config and STS.",
    }),
  },
  {
    files: ["policies/*.ts"],
    rules: forbidImports(
      {
        regex: `${program}(index|lab|local|tests)(/|$)`,
        message:
          "Of the project, the policies know the stack's configuration and the spelling of permissions.",
      },
      {
        regex: "^(?!\\.|@pulumi/(pulumi|policy)(/|$)|@aws-sdk/client-ec2$)",
        message: "A policy pack is installed where nothing else is: it has Pulumi's packages only.",
      },
      { regex: "^@aws-sdk/", allowTypeImports: true, message: "Import types only." },
    ),
  },
  {
    files: ["local/**/*.ts"],
    rules: forbidImports(
      {
        regex: `${program}(index|lab|components|remediation)(/|$)`,
        message: "local/ knows neither the program nor the lab.",
      },
      { regex: "^@config-remediation-lab/", message: "local/ knows neither the program nor the lab." },
      inlinePrograms,
    ),
  },
  {
    files: ["lab/**/*.ts"],
    rules: forbidImports(
      { regex: `${program}local(/|$)`, message: "Import @config-remediation-lab/local/…" },
      inlinePrograms,
    ),
  },
  {
    // The installer runs no program; a class runs each stack in a process of its own; a preview and a killed update run
    // their program by the CLI; the others run one stack at a time.
    files: [
      "local/engine/install.ts",
      "local/tests/providers/support/stack.ts",
      "lab/class/run/operate.ts",
      "lab/preview/previewStack.ts",
      "lab/recovery/killedUp.ts",
      "lab/rehearsal/rehearsalStack.ts",
    ],
    rules: { "@typescript-eslint/no-restricted-imports": "off" },
  },
);
