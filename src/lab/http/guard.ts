/** Who may speak to the lab: local programs, by a local name. Pages of other origins are refused. */
import type { IncomingHttpHeaders } from "node:http";

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** Clients whose host is overridden below the name still send AWS's own. */
const AWS_HOST = /^[a-z0-9.-]+\.(amazonaws\.com|awsapps\.com|app\.aws|api\.aws)(:\d+)?$/i;

/** Why a request is refused, or undefined. A foreign Host header is the mark of DNS rebinding, a foreign Origin that of a page. */
export function refusalOf(headers: IncomingHttpHeaders): string | undefined {
  const host = headers.host ?? "";
  if (!LOCAL.test(host) && !AWS_HOST.test(host))
    return `The lab serves local programs; the Host header "${host.slice(0, 100)}" is not local`;
  const { origin } = headers;
  if (origin === undefined || (URL.canParse(origin) && LOCAL.test(new URL(origin).host))) return undefined;
  return "The lab serves local programs; requests of pages from other origins are refused";
}
