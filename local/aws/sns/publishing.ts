import { AwsError } from "../service";
import type { MessageAttribute } from "./filterPolicy";
import type { Message } from "./mails";
import type { MailProtocol } from "./subscriptions";

const mostBytes = 262_144;

/** What a Publish call, or one entry of PublishBatch, wants to send. */
export interface Publication {
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** The message for a protocol: a publisher may write one for each. */
  bodyFor(protocol: MailProtocol): string;
}

/**
 * Reads what is to be published from parameters of the query protocol.
 *
 * @param prefix before each name: empty, or `PublishBatchRequestEntries.member.1.`
 * @throws AwsError InvalidParameter
 */
export function readPublication(parameters: URLSearchParams, prefix = ""): Publication {
  const body = parameters.get(`${prefix}Message`) ?? "";
  const subject = parameters.get(`${prefix}Subject`) ?? undefined;
  if (body === "") throw invalid("Empty message");
  if (Buffer.byteLength(body) > mostBytes) throw invalid("Message too long");
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: printable ASCII, at most 100 characters, no line break.
  if (subject !== undefined && !/^(?=\S)[\x20-\x7e]{1,100}$/.test(subject)) throw invalid("Subject");

  const perProtocol =
    parameters.get(`${prefix}MessageStructure`) === "json" ? readStructure(body) : undefined;
  return {
    subject,
    attributes: readAttributes(parameters, `${prefix}MessageAttributes.entry.`),
    bodyFor: (protocol) => (perProtocol ? (perProtocol[protocol] ?? perProtocol.default!) : body),
  };
}

/** The message that subscribers of a protocol get. */
export function messageFor(publication: Publication, id: string, protocol: MailProtocol): Message {
  const { subject, attributes } = publication;
  return { id, subject, attributes, body: publication.bodyFor(protocol) };
}

function readStructure(body: string): Readonly<Record<string, string>> {
  let structure: unknown;
  try {
    structure = JSON.parse(body);
  } catch {
    throw invalid("Message Structure - JSON message body failed to parse");
  }
  const texts = Object.entries(structure ?? {}).filter(([, text]) => typeof text === "string");
  const perProtocol = Object.fromEntries(texts) as Record<string, string>;
  if (perProtocol.default === undefined) {
    throw invalid("Message Structure - No default entry in JSON message body");
  }
  return perProtocol;
}

function readAttributes(parameters: URLSearchParams, prefix: string): Record<string, MessageAttribute> {
  const attributes: Record<string, MessageAttribute> = {};
  for (let index = 1; parameters.has(`${prefix}${index}.Name`); index++) {
    const field = (name: string) => parameters.get(`${prefix}${index}.${name}`);
    const [name, type] = [field("Name")!, field("Value.DataType")];
    const value = field("Value.StringValue") ?? field("Value.BinaryValue");
    if (!type)
      throw invalid(`The message attribute '${name}' must contain non-empty message attribute type.`);
    if (!value)
      throw invalid(`The message attribute '${name}' must contain non-empty message attribute value.`);
    if (type.startsWith("Number") && Number.isNaN(Number(value))) {
      throw invalid(`Could not cast message attribute '${name}' value to number.`);
    }
    attributes[name] = { type, value };
  }
  return attributes;
}

function invalid(what: string): AwsError {
  return new AwsError("InvalidParameter", `Invalid parameter: ${what}`);
}
