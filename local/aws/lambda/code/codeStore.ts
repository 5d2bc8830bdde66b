import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { AwsError } from "../../service";
import { unpack } from "./archive";

/**
 * The functions' code, by the hash that AWS calls CodeSha256: as uploaded, in memory, and unpacked into a folder when
 * it is first run.
 */
export class CodeStore {
  private readonly archives = new Map<
    string,
    { zip: Buffer; owners: Set<string>; folder?: Promise<string> }
  >();
  private root: Promise<string> | undefined;

  /** @param folder where unpacked code may be kept */
  constructor(private readonly folder: string) {}

  /** Keeps an archive for a function, e.g. `us-east-1/name`. */
  add(owner: string, zip: Buffer): void {
    const hash = createHash("sha256").update(zip).digest("base64");
    const archive = this.archives.get(hash) ?? { zip, owners: new Set<string>() };
    archive.owners.add(owner);
    this.archives.set(hash, archive);
  }

  /** Removes everything that only this function used, its earlier code included. */
  async remove(owner: string): Promise<void> {
    for (const [hash, archive] of this.archives) {
      archive.owners.delete(owner);
      if (archive.owners.size > 0) continue;
      this.archives.delete(hash);
      if (archive.folder) await rm(await archive.folder, { recursive: true, force: true });
    }
  }

  /** The deployment package as it was uploaded; undefined where it isn't kept any more. */
  archive(codeSha256: string): Buffer | undefined {
    return this.archives.get(codeSha256)?.zip;
  }

  /**
   * The folder that holds the code unpacked: LAMBDA_TASK_ROOT.
   *
   * @param codeSha256 base64, as in the function's configuration
   */
  async taskRoot(codeSha256: string): Promise<string> {
    const archive = this.archives.get(codeSha256);
    if (!archive) {
      throw new AwsError("ServiceException", `The code with hash ${codeSha256} was not uploaded here.`, 500);
    }
    archive.folder ??= this.unpackInto(archive.zip);
    return path.join(await archive.folder, "task");
  }

  /** Removes every unpacked file. */
  async clear(): Promise<void> {
    this.archives.clear();
    const root = this.root;
    this.root = undefined;
    if (root) await rm(await root, { recursive: true, force: true });
  }

  private async unpackInto(zip: Buffer): Promise<string> {
    this.root ??= makeRoot(this.folder);
    const folder = path.join(await this.root, randomBytes(8).toString("hex"));
    const unfinished = `${folder}.unfinished`;
    await unpack(zip, path.join(unfinished, "task"));
    await rename(unfinished, folder);
    return folder;
  }
}

/**
 * A folder for code with no packages to `require` in its parents: Node looks for node_modules in every folder up to the
 * root, so inside a project, such as this one, the code could load that project's packages. Beside the code are the SDK
 * clients that AWS's Node.js runtimes include.
 */
async function makeRoot(wanted: string): Promise<string> {
  const parents = ancestors(path.resolve(wanted));
  const place = parents.some((folder) => existsSync(path.join(folder, "node_modules"))) ? tmpdir() : wanted;
  await mkdir(place, { recursive: true });
  const root = await mkdtemp(path.join(place, "lambda-code-"));
  // Ends the search for a "type" above the code.
  await writeFile(path.join(root, "package.json"), "{}\n");
  await mkdir(path.join(root, "node_modules"));
  const scope = path.dirname(path.dirname(require.resolve("@aws-sdk/client-ec2/package.json")));
  await symlink(scope, path.join(root, "node_modules", "@aws-sdk"), "dir");
  return root;
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
