import fc from "fast-check";
import type { RecordedRequest } from "./recordedRequests";

/** A change of a request. */
type Mutation = (request: RecordedRequest) => RecordedRequest;

/** Values that no field expects, as text. */
const oddText = fc.oneof(
  fc.constantFrom(
    "",
    "null",
    "-1",
    "1e999",
    "NaN",
    "true",
    "[]",
    "{}",
    "\u0000",
    "é",
    "../..",
    "%",
    "%zz",
    "&a=b",
  ),
  fc.constantFrom("x".repeat(70_000), "<a>", "arn:aws:iam::123456789012:role/other", "999999999999999999999"),
  fc.string({ maxLength: 12 }),
);
const oddJson = fc.oneof(
  fc.constantFrom<unknown>(null, "", 0, -1, 1e308, true, [], {}, [null], "x".repeat(70_000)),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The fields of a form or a JSON object are many; which one is chosen by a number. */
const chosen = fc.nat();

const formValue: fc.Arbitrary<Mutation> = fc.tuple(chosen, oddText).map(
  ([index, text]) =>
    (request) =>
      withForm(request, (form) => {
        const names = [...form.keys()];
        form.set(names[index % names.length] ?? "Action", text);
      }),
);
const formName: fc.Arbitrary<Mutation> = fc.tuple(chosen, oddText).map(
  ([index, text]) =>
    (request) =>
      withForm(request, (form) => {
        const names = [...form.keys()];
        const name = names[index % names.length] ?? "";
        const value = form.get(name) ?? "";
        form.delete(name);
        form.append(text === "" ? `${name}.0` : text, value);
      }),
);
const jsonField: fc.Arbitrary<Mutation> = fc.tuple(chosen, oddJson, fc.boolean()).map(
  ([index, value, removed]) =>
    (request) =>
      withJson(request, (document) => change(document, index, removed ? undefined : value)),
);
const wholeBody: fc.Arbitrary<Mutation> = fc
  .oneof(
    oddText.map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  )
  .map((body) => (request) => ({ ...request, body }));
const truncated: fc.Arbitrary<Mutation> = fc
  .double({ min: 0, max: 1, noNaN: true })
  .map((part) => (request) => ({
    ...request,
    body: request.body.subarray(0, Math.floor(request.body.length * part)),
  }));
const header: fc.Arbitrary<Mutation> = fc
  .tuple(chosen, fc.option(headerText()))
  .map(([index, text]) => (request) => {
    const names = Object.keys(request.headers).filter((name) => !["content-length", "host"].includes(name));
    const name = names[index % names.length] ?? "";
    const others = Object.fromEntries(Object.entries(request.headers).filter(([other]) => other !== name));
    return { ...request, headers: text === null ? others : { ...others, [name]: text } };
  });
const path: fc.Arbitrary<Mutation> = fc.webPath({ size: "small" }).map((text) => (request) => ({
  ...request,
  path: `/${text.replace(/^\/+/, "")}`,
}));
const method: fc.Arbitrary<Mutation> = fc
  .constantFrom("GET", "PUT", "DELETE", "POST", "PATCH", "HEAD", "OPTIONS")
  .map((name) => (request) => ({ ...request, method: name }));

/** Something that Node.js sends as a header. */
function headerText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      "",
      "x",
      "AWS4-HMAC-SHA256 Credential=",
      "AWS4-HMAC-SHA256 Credential=a/b/c/d/e",
      "x".repeat(6000),
    ),
    fc.constantFrom(
      "application/json",
      "text/xml",
      "Service.",
      ".",
      "StarlingDoveService.PutEvaluations",
      "aws-chunked",
    ),
    fc.stringMatching(/^[ -~]{0,30}$/),
  );
}

const mutation = fc.oneof(
  formValue,
  formName,
  jsonField,
  jsonField,
  wholeBody,
  truncated,
  header,
  path,
  method,
);

/** A request changed once or twice. */
export function mutated(recorded: readonly RecordedRequest[]): fc.Arbitrary<RecordedRequest> {
  return fc
    .tuple(fc.constantFrom(...recorded), fc.array(mutation, { minLength: 1, maxLength: 2 }))
    .map(([request, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), request));
}

function withForm(request: RecordedRequest, edit: (form: URLSearchParams) => void): RecordedRequest {
  const isForm = Object.entries(request.headers).some(
    ([name, value]) => name.toLowerCase() === "content-type" && value.includes("form"),
  );
  if (!isForm) return request;
  const form = new URLSearchParams(request.body.toString());
  edit(form);
  return { ...request, body: Buffer.from(form.toString()) };
}

function withJson(request: RecordedRequest, edit: (document: object) => void): RecordedRequest {
  try {
    const document: unknown = JSON.parse(request.body.toString());
    if (typeof document !== "object" || document === null) return request;
    edit(document);
    return { ...request, body: Buffer.from(JSON.stringify(document)) };
  } catch {
    // Not JSON: another mutation is for it.
    return request;
  }
}

/** Sets or removes one of all the fields there are, in objects and lists. */
function change(document: object, index: number, to: unknown): void {
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, key]);
      collect(each);
    }
  };
  collect(document);
  const place = places[index % Math.max(places.length, 1)];
  if (!place) return;
  const [holder, key] = place;
  if (to === undefined) delete holder[key];
  else holder[key] = to;
}
