import type { Values } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";
import { crc32 } from "../crc32";
import { strings } from "./filters";

/** A policy document out of statements, as `aws.iam.getPolicyDocument` gives it. */
export function getPolicyDocument(args: Values): Values {
  const statements = Array.isArray(args.statements) ? args.statements.filter(isObject) : [];
  const document = {
    Version: args.version ?? "2012-10-17",
    ...(args.policyId === undefined ? {} : { Id: args.policyId }),
    Statement: statements.map(toStatement),
  };
  const json = JSON.stringify(document, null, 2);
  return { ...args, id: String(crc32(json)), json, minifiedJson: JSON.stringify(document) };
}

function toStatement(given: Values): Values {
  return {
    ...(given.sid === undefined ? {} : { Sid: given.sid }),
    Effect: given.effect ?? "Allow",
    ...named("Principal", principals(given.principals)),
    ...named("NotPrincipal", principals(given.notPrincipals)),
    ...named("Action", oneOrMany(given.actions)),
    ...named("NotAction", oneOrMany(given.notActions)),
    ...named("Resource", oneOrMany(given.resources)),
    ...named("NotResource", oneOrMany(given.notResources)),
    ...named("Condition", conditions(given.conditions)),
  };
}

function named(key: string, value: unknown): Values {
  return value === undefined ? {} : { [key]: value };
}

function oneOrMany(value: unknown): unknown {
  const values = strings(value).sort();
  return values.length > 1 ? values : values[0];
}

function principals(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const entries = value
    .filter(isObject)
    .map(({ type, identifiers }) => [String(type), oneOrMany(identifiers)]);
  if (entries.length === 1 && entries[0]?.[0] === "*" && entries[0][1] === "*") return "*";
  return Object.fromEntries(entries) as Values;
}

function conditions(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const result: Record<string, Values> = {};
  for (const { test, variable, values } of value.filter(isObject)) {
    const operator = (result[String(test)] ??= {});
    operator[String(variable)] = oneOrMany(values);
  }
  return result;
}
