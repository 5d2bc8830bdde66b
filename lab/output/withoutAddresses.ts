const address = /[\w.!#$%&'*+/=?^`{|}~-]+@([\w-]+\.[\w.-]*\w)/g;

/** The same data with every mail address shortened to its domain: a page or a file may be handed on. */
export function withoutAddresses<Data>(data: Data): Data {
  // Every address stands in a text, which JSON.stringify visits one by one.
  const text = JSON.stringify(data, (_, value: unknown) =>
    typeof value === "string" ? value.replace(address, "…@$1") : value,
  );
  return JSON.parse(text) as Data;
}
