import { spawn, type SpawnOptions } from "node:child_process";

/** Runs a command to its end. @returns what it printed @throws when it fails, with all it printed */
export function run(name: string, args: readonly string[], options: SpawnOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const printed: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout?.on("data", (part: Buffer) => printed.push(part));
    child.stderr?.on("data", (part: Buffer) => complaints.push(part));
    child.once("error", reject);
    child.once("close", (code) => {
      const text = Buffer.concat(printed).toString();
      if (code === 0) resolve(text);
      else
        reject(
          new Error(
            `${name} ${args.join(" ")} ended with ${code}:\n${text}${Buffer.concat(complaints).toString()}`,
          ),
        );
    });
  });
}
