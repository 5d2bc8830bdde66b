import { isObject } from "../../../support/isObject";
import type { Account } from "../../account";
import { AwsError } from "../../service";
import { isNotFound } from "./functionReference";
import {
  defaultLogGroup,
  type FunctionConfiguration,
  ownerOf,
  readConfiguration,
} from "./functionConfiguration";

type Values = Readonly<Record<string, unknown>>;

/** The functions' records: moto's, completed by the one setting that moto doesn't keep, where a function logs. */
export class FunctionRecords {
  /** LoggingConfig as it was set, by `ownerOf`. */
  private readonly logging = new Map<string, Values>();

  constructor(private readonly account: Account) {}

  /** A function as it is to be run. @throws AwsError `ResourceNotFoundException` */
  async configuration(region: string, name: string): Promise<FunctionConfiguration> {
    const found = await this.found(this.lambda(region).getFunctionConfiguration({ FunctionName: name }));
    return readConfiguration(region, this.completed(region, { ...found }));
  }

  /** The function's resource policy as JSON; undefined where there is no such function, or it has no policy. */
  async policy(region: string, name: string): Promise<string | undefined> {
    try {
      return (await this.found(this.lambda(region).getPolicy({ FunctionName: name }))).Policy;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** @param request body of CreateFunction or UpdateFunctionConfiguration */
  keep(owner: string, { LoggingConfig: logging }: Values): void {
    if (isObject(logging)) this.logging.set(owner, logging);
  }

  forget(owner: string): void {
    this.logging.delete(owner);
  }

  /** A configuration as AWS returns it, made of one that moto returned. */
  completed(region: string, configuration: Values): Record<string, unknown> {
    const name = String(configuration.FunctionName);
    const logging = this.logging.get(ownerOf({ region, name }));
    const LoggingConfig = { LogFormat: "Text", LogGroup: defaultLogGroup(name), ...logging };
    return { ...configuration, LoggingConfig };
  }

  private lambda(region: string) {
    return this.account.moto.in(region).lambda;
  }

  private async found<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
      throw new AwsError(name, message, $metadata?.httpStatusCode);
    }
  }
}
