import type { OpMap } from "@pulumi/pulumi/automation";
import type { LabStackOutputs } from "../../../components/labOutputs";

/** What a process does with its stack. */
export interface StackJob {
  readonly operation: "up" | "destroy";
  /** `account` is what the stacks of a shared account have in common. @default "lab" */
  readonly program?: "lab" | "account";
  readonly stack: string;
  /** The stack's own; the process creates it, and keeps the stack's settings and the engine's log in it. */
  readonly workDir: string;
  /** The stack's whole configuration, keys with their namespaces. @default what the stack's settings have */
  readonly config?: Readonly<Record<string, string>>;
  /** Of every resource. @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Cancels another update of the stack, whose lock a killed process may have left. @default false */
  readonly unlock?: boolean;
}

/** From the parent to the process of a stack. */
export type StackRequest =
  | { readonly kind: "start"; readonly job: StackJob }
  /** The engine finishes the resources in progress, and stops. */
  | { readonly kind: "cancel" };

/** From the process of a stack to its parent. The last one is `done` or `failed`. */
export type StackEvent =
  /** A resource was created, updated or deleted. */
  | { readonly kind: "resource"; readonly operation: string; readonly name: string; readonly count: number }
  | { readonly kind: "done"; readonly changes: OpMap; readonly outputs?: LabStackOutputs }
  | { readonly kind: "failed"; readonly failure: StackFailure };

/** Why an operation failed. */
export interface StackFailure {
  /** `locked`: another update, or the lock that a killed one left. `cancelled`: by request. */
  readonly reason: "locked" | "cancelled" | "failed";
  readonly message: string;
}
