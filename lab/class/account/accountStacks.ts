import { join } from "node:path";
import { LabError, exitCodes } from "../../failures";
import type { Backend } from "../backend";
import { readRecord, readSettings, settingsFor, type ClassSettings, type LabClass } from "../labs";
import { makePlan, placesOf, providerCredentials, stackTags, stacksOf, type Place } from "../plan";
import { subscriptionsKey, type AccountSubscription, type StackJob } from "../run";

/** The stack with what the students of one shared account and region have in common. */
export interface AccountStack {
  readonly stack: string;
  readonly place: Place;
  readonly workDir: string;
  readonly settings: ClassSettings;
  /** The class that made it; undefined where it doesn't exist. */
  readonly owner?: string;
}

/** @throws LabError when the class has no shared account, or one's stack belongs to another class */
export async function accountStacks(
  labClass: LabClass,
  backend: Backend,
  expires: string | undefined,
): Promise<AccountStack[]> {
  const settings = settingsFor(await readSettings(labClass.folder), { config: {}, expires }, new Date());
  const { labs } = await makePlan(labClass, backend, { settings });
  const places = placesOf(labs.filter(({ shared }) => shared));
  if (places.length === 0)
    throw usage(
      "No account of the class is shared by several students.",
      "Their stacks create a recorder each.",
    );
  const listed = await backend.stacks();
  const stacks = await Promise.all(
    places.map(async (place): Promise<AccountStack> => {
      const stack = `account-${place.account}-${place.region}`;
      const exists = (listed.get(stack)?.resources ?? 0) > 0;
      const owner = exists ? ((await backend.classOf(stack)) ?? "none") : undefined;
      return { stack, place, workDir: join(labClass.folder, "accounts", stack), settings, owner };
    }),
  );
  const others = stacks.filter(({ owner }) => owner !== undefined && owner !== labClass.name);
  if (others.length === 0) return stacks;
  throw usage(
    others.map(({ stack, owner }) => `The stack ${stack} belongs to the class ${owner}.`).join("\n"),
    "Students of both classes use its recorder; that class takes it down.",
  );
}

/** Brings it up, with the mails of the students whose lab is up by now. */
export async function upJob(
  { stack, place, workDir, settings }: AccountStack,
  className: string,
): Promise<StackJob> {
  const subscriptions: AccountSubscription[] = [];
  for (const { student, workDir: folder } of place.labs) {
    const outputs = (await readRecord(folder))?.outputs;
    if (outputs === undefined) continue;
    const groups = [outputs.securityGroupId, outputs.defaultSecurityGroupId];
    subscriptions.push({ student: student.stack, email: student.email, groups });
  }
  return {
    operation: "up",
    program: "account",
    stack,
    workDir,
    config: { ...placeConfig(place), [subscriptionsKey]: JSON.stringify(subscriptions) },
    tags: stackTags(className, settings),
  };
}

/** @throws LabError while students' stacks use the recorder */
export function downJob({ stack, place, workDir }: AccountStack): StackJob {
  const using = place.labs.filter(({ resources }) => resources > 0);
  if (using.length === 0)
    return { operation: "destroy", program: "account", stack, workDir, config: placeConfig(place) };
  throw usage(
    `The stacks of ${stacksOf(using).join(", ")} use the recorder of account ${place.account}, ${place.region}.`,
    "Destroy them first: npx config-lab class down ROSTER.csv",
  );
}

/** Any student's credentials are the account's. */
function placeConfig({ region, labs: [first] }: Place): Record<string, string> {
  return { "aws:region": region, ...(first === undefined ? {} : providerCredentials(first.source)) };
}

function usage(message: string, next: string): LabError {
  return new LabError(message, { code: "ClassAccount", exitCode: exitCodes.usage, next });
}
