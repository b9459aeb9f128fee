/** Who may call the lab: local programs, by a local name. Pages of other origins are refused. */
import type { IncomingHttpHeaders } from "node:http";

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** Clients whose host is overridden below the name still send AWS's own. */
const AWS_HOST = /^[a-z0-9.-]+\.(amazonaws\.com|awsapps\.com|app\.aws|api\.aws)(:\d+)?$/i;

/** What a request is for: the lab's own routes, a page that people come to by links, or a service's API. */
export type Destination = "control" | "page" | "api";

/** Why a request is refused, or undefined. A foreign Host header is the mark of DNS rebinding, a foreign Origin that of a page. */
export function refusalOf(headers: IncomingHttpHeaders, destination: Destination): string | undefined {
  const host = headers.host ?? "";
  if (!LOCAL.test(host) && (destination === "control" || !AWS_HOST.test(host)))
    return `The lab serves local programs; the Host header "${host.slice(0, 100)}" is not local`;
  const { origin } = headers;
  const isForeign = origin !== undefined && !(URL.canParse(origin) && LOCAL.test(new URL(origin).host));
  return isForeign || isEmbedded(headers, destination)
    ? "The lab serves local programs; requests of pages from other origins are refused"
    : undefined;
}

/**
 * What a page of another site makes a browser send without an Origin: images, scripts, links. Only links to pages are
 * followed (Fetch Metadata). Another port of this machine is another site's page as well.
 */
function isEmbedded(headers: IncomingHttpHeaders, destination: Destination): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== "cross-site" && site !== "same-site") return false;
  if (headers.authorization !== undefined) return false;
  return destination !== "page" || headers["sec-fetch-mode"] !== "navigate";
}
