/** Lambda's operations are told apart by method and path; these are the ones that this service looks into. */
const ROUTES: readonly { readonly operation: string; readonly method: string; readonly path: RegExp }[] = [
  { operation: "CreateFunction", method: "POST", path: /^$/ },
  { operation: "ListFunctions", method: "GET", path: /^$/ },
  { operation: "GetFunction", method: "GET", path: /^([^/]+)$/ },
  { operation: "DeleteFunction", method: "DELETE", path: /^([^/]+)$/ },
  { operation: "GetFunctionConfiguration", method: "GET", path: /^([^/]+)\/configuration$/ },
  { operation: "UpdateFunctionConfiguration", method: "PUT", path: /^([^/]+)\/configuration$/ },
  { operation: "UpdateFunctionCode", method: "PUT", path: /^([^/]+)\/code$/ },
  { operation: "PublishVersion", method: "POST", path: /^([^/]+)\/versions$/ },
  { operation: "ListVersionsByFunction", method: "GET", path: /^([^/]+)\/versions$/ },
  { operation: "AddPermission", method: "POST", path: /^([^/]+)\/policy$/ },
  { operation: "Invoke", method: "POST", path: /^([^/]+)\/invocations$/ },
];

/** What a request to Lambda asks for. */
export interface Route {
  /** E.g. `CreateFunction`; undefined for the operations that only moto answers. */
  readonly operation: string | undefined;
  /** The function as the path names it, decoded; undefined where the path names none. */
  readonly functionName: string | undefined;
  readonly query: URLSearchParams;
}

/** @param url path and query, e.g. `/2015-03-31/functions/name/invocations?Qualifier=1` */
export function routeOf(method: string, url: string): Route {
  const { pathname, searchParams } = new URL(url, "http://lambda");
  const path = /^\/\d{4}-\d{2}-\d{2}\/functions\/?(.*?)\/?$/.exec(pathname)?.[1];
  for (const route of ROUTES) {
    const match = path !== undefined && route.method === method ? route.path.exec(path) : null;
    if (match) {
      const name = match[1] === undefined ? undefined : decodeURIComponent(match[1]);
      return { operation: route.operation, functionName: name, query: searchParams };
    }
  }
  return { operation: undefined, functionName: undefined, query: searchParams };
}
