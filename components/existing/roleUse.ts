/** What a role must allow: each action on each resource. */
export interface RoleNeed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Values of condition keys that the requests have. @default none */
  readonly context?: Readonly<Record<string, string>>;
}

/** How the lab uses a role. */
export interface RoleUse {
  /** The configuration key that names the role. */
  readonly key: string;
  /** Who assumes it. @example "lambda.amazonaws.com" */
  readonly service: string;
  readonly needs: readonly RoleNeed[];
}
