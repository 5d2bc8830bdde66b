import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a link to a function's code is valid, as on AWS. Seconds. */
const validFor = 600;

interface Code {
  readonly region: string;
  readonly name: string;
  /** Base64, as in the function's configuration. */
  readonly codeSha256: string;
}

/**
 * Links to deployment packages as GetFunction returns them: a plain GET of one downloads the package, without a
 * signature of the caller's. They have the form of S3's presigned URLs, signed with a key of this process.
 */
export class CodeLinks {
  private readonly key = randomBytes(32);

  /** @param endpoint the gateway's */
  constructor(
    private readonly endpoint: string,
    private readonly accountId: string,
  ) {}

  create({ region, name, codeSha256 }: Code, now = Date.now()): string {
    const hash = Buffer.from(codeSha256, "base64").toString("hex");
    const path = `/awslambda-${region}-tasks/snapshots/${this.accountId}/${name}-${hash}`;
    const expires = String(Math.floor(now / 1000) + validFor);
    return `${this.endpoint}${path}?Expires=${expires}&Signature=${this.sign(path, expires)}`;
  }

  /**
   * The hash of the code that a path leads to, in base64.
   *
   * @param url path and query string
   * @returns undefined where it isn't a link to code; `expired` or `invalid` where it isn't valid
   */
  read(url: string, now = Date.now()): { readonly codeSha256: string } | "expired" | "invalid" | undefined {
    const { pathname, searchParams } = new URL(url, this.endpoint);
    const hash = /^\/awslambda-[a-z0-9-]+-tasks\/snapshots\/.*-([0-9a-f]{64})$/.exec(pathname)?.[1];
    if (hash === undefined) return undefined;
    const expires = searchParams.get("Expires") ?? "";
    const signature = Buffer.from(searchParams.get("Signature") ?? "");
    const expected = Buffer.from(this.sign(pathname, expires));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return "invalid";
    if (Number(expires) * 1000 < now) return "expired";
    return { codeSha256: Buffer.from(hash, "hex").toString("base64") };
  }

  private sign(path: string, expires: string): string {
    return createHmac("sha256", this.key).update(`${path}\n${expires}`).digest("hex");
  }
}
