import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import program from "../../index";
import { startMocks } from "../components/startMocks";

/** The stack's configuration that the archive is made with, unless a test says otherwise. */
export const configured = {
  itscAccount: "stusecretabc",
  subscriptionEmail: "someone.private@example.com",
};

/**
 * The files of the function's archive by name, as the program hands them to the engine for upload. ts-node compiles the
 * program here as it does for `pulumi up`: with the project's tsconfig.json, transpile-only.
 */
export async function functionArchive(values: Record<string, string> = {}): Promise<Record<string, string>> {
  const all = Object.entries({ ...configured, ...values });
  const configuration = Object.fromEntries(
    all.map(([key, value]) => [`config-remediation-lab:${key}`, value]),
  );
  const mocked = await startMocks({ configuration });
  await program();
  await mocked.settle();
  const { code } = mocked.registration("remediation-function").inputs;
  if (!pulumi.asset.AssetArchive.isInstance(code)) throw new Error("The function's code isn't an archive.");
  const assets = await (code as pulumi.asset.AssetArchive).assets;
  const files: Record<string, string> = {};
  for (const [name, asset] of Object.entries(assets)) {
    if (!pulumi.asset.StringAsset.isInstance(asset)) throw new Error(`${name} isn't made of text.`);
    files[name] = await (asset as pulumi.asset.StringAsset).text;
  }
  return files;
}

/** What a JavaScript text requires or imports, sorted, each once; something computed shows as its source in angle brackets. */
export function requiresOf(text: string): string[] {
  const found = new Set<string>();
  const note = (argument: ts.Node | undefined) =>
    found.add(
      argument && ts.isStringLiteralLike(argument) ? argument.text : `<${argument?.getText() ?? ""}>`,
    );
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const { expression } = node;
      const isRequire = ts.isIdentifier(expression) && expression.text === "require";
      if (isRequire || expression.kind === ts.SyntaxKind.ImportKeyword) note(node.arguments[0]);
    } else if (ts.isImportDeclaration(node)) {
      note(node.moduleSpecifier);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("archive.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return [...found].sort();
}
