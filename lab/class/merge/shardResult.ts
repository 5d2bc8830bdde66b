import { Ajv } from "ajv";
import { isObject } from "@config-remediation-lab/local/support/isObject";
import type { Grade } from "../grades";
import type { lookJson } from "../look";
import type { StudentResult } from "../results";
import schema from "./grades.schema.json";

/** What a command of the class printed with `--json` on one machine. */
export type ShardResult = RunShard | LookShard | GradeShard;

interface Shard {
  /** The file's name. */
  readonly file: string;
  readonly class: string;
}

export interface RunShard extends Shard {
  readonly kind: "runs";
  readonly students: readonly StudentResult[];
  readonly leftovers: readonly string[];
  readonly notes: readonly string[];
}

export interface LookShard extends Shard {
  readonly kind: "looks";
  readonly students: readonly ReturnType<typeof lookJson>[];
}

export interface GradeShard extends Shard {
  readonly kind: "grades";
  /** The rubric's title. */
  readonly rubric: string;
  readonly students: readonly Grade[];
}

/** Results of the same command. */
export type ShardResults =
  | { readonly kind: "runs"; readonly shards: readonly RunShard[] }
  | { readonly kind: "looks"; readonly shards: readonly LookShard[] }
  | { readonly kind: "grades"; readonly shards: readonly GradeShard[] };

/** The commands that print a kind of result. */
export const commandsOf: Readonly<Record<ShardResult["kind"], string>> = {
  runs: "up or down",
  looks: "status or verify",
  grades: "grades",
};

const validate = new Ajv().compile<{ class: string; rubric: string; grades: readonly Grade[] }>(schema);

/** Recognises a command's result by its JSON. @returns a fault as text for anything else */
export function shardResult(file: string, json: unknown): ShardResult | string {
  const somethingElse = `${file}: expected what a command of the class prints with --json, got something else`;
  if (!isObject(json) || typeof json.class !== "string") return somethingElse;
  const common = { file, class: json.class };
  if ("grades" in json) {
    const grades: unknown = json;
    if (validate(grades))
      return { ...common, kind: "grades", rubric: grades.rubric, students: grades.grades };
    const [fault] = validate.errors ?? [];
    return `${file}: expected the grades that class grades prints with --json: ${fault?.instancePath || "the file"} ${fault?.message}`;
  }
  const { students } = json;
  if (!Array.isArray(students)) return somethingElse;
  const every = (holds: (student: Readonly<Record<string, unknown>>) => boolean): boolean =>
    students.every((one) => isObject(one) && typeof one.student === "string" && holds(one));
  // A shard without students has nothing but the keys beside them.
  if (every(({ tasks }) => Array.isArray(tasks)) && (students.length > 0 || "sound" in json))
    return { ...common, kind: "looks", students: students as LookShard["students"] };
  if (every(({ result }) => typeof result === "string"))
    return {
      ...common,
      kind: "runs",
      students: students as RunShard["students"],
      leftovers: texts(json.leftovers),
      notes: texts(json.notes),
    };
  return somethingElse;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
