import { Vpc } from "@pulumi/aws/ec2";
import { Role } from "@pulumi/aws/iam";
import { CallbackFunction } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";

class Broken extends pulumi.ComponentResource {
  constructor() {
    super("test:index:Broken", "broken", {});
    throw new Error("broken component");
  }
}

/** A way for a program to fail, and what has to be printed of it. */
interface Way {
  run(): unknown;
  readonly message: string;
}

/** Programs that fail, by name. Where Pulumi or a provider throws, frames of packages are in the stack. */
export const ways: Readonly<Record<string, Way>> = {
  exception: {
    message: "broken program",
    run: () => {
      throw new Error("broken program");
    },
  },
  "awaited exception": {
    message: "broken promise",
    run: () =>
      pulumi.runtime.serializeFunction(() => 1).then(() => Promise.reject(new Error("broken promise"))),
  },
  configuration: {
    message: "Missing required configuration variable 'failing:absent'",
    run: () => new pulumi.Config().require("absent"),
  },
  "error for the user": {
    message: "wrong value",
    run: () => {
      throw new pulumi.RunError("wrong value");
    },
  },
  "exception in apply": {
    message: "broken apply",
    run: () => {
      pulumi.output(1).apply(() => {
        throw new Error("broken apply");
      });
    },
  },
  "rejection that nobody awaits": {
    message: "broken rejection",
    run: () => {
      void pulumi.runtime
        .serializeFunction(() => 1)
        .then(() => Promise.reject(new Error("broken rejection")));
    },
  },
  "exception in a timer": {
    message: "broken timer",
    run: () =>
      new Promise(() =>
        setTimeout(() => {
          throw new Error("broken timer");
        }),
      ),
  },
  "several causes": {
    message: "broken second",
    run: () =>
      Promise.any([
        Promise.reject(new Error("broken first")),
        pulumi.runtime.serializeFunction(() => 1).then(() => Promise.reject(new Error("broken second"))),
      ]),
  },
  component: { message: "broken component", run: () => new Broken() },
  "rejected registration": {
    message: "expected 1 to 64 letters",
    run: () => {
      new Role("role", { name: "not a name", assumeRolePolicy: "{}" });
    },
  },
  "failed look-up": {
    message: "aws:index/getNothing:getNothing",
    run: () => pulumi.runtime.invoke("aws:index/getNothing:getNothing", {}),
  },
  serialisation: {
    message: "Error serializing",
    run: () => {
      const role = new Role("role", { assumeRolePolicy: "{}" });
      const native = Math.max.bind(undefined);
      new CallbackFunction("function", { role, callback: () => Promise.resolve(native(1)) });
    },
  },
  transform: {
    message: "broken transform",
    run: () => {
      new Vpc(
        "vpc",
        { cidrBlock: "10.0.0.0/16" },
        {
          transforms: [
            () => {
              throw new Error("broken transform");
            },
          ],
        },
      );
    },
  },
};
