/** Who may call: names that the server has, pages that it served itself, programs that sign in. Everything else is refused before it is read. */
import { type Problem, RefusedRequest } from "../problem.ts";
import type { Route } from "../route.ts";

/** Where the server can be reached. */
export interface OwnAddress {
  /** Host names with their port where it is not the scheme's own: `127.0.0.1:8080`, `idc-doctor.example.com`. */
  readonly hosts: ReadonlySet<string>;
  /** `https://idc-doctor.example.com` */
  readonly origins: ReadonlySet<string>;
}

/** By its own address and the names of this machine; with the public address where one is configured. */
export function ownAddress(url: string, publicUrl: string | undefined): OwnAddress {
  const { port, host: own } = new URL(url);
  const local = [own, ...["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`)];
  const { host, origin } = publicUrl === undefined ? {} : new URL(publicUrl);
  return {
    hosts: new Set([...local, ...(host === undefined ? [] : [host])]),
    origins: new Set([...local.map((name) => `http://${name}`), ...(origin === undefined ? [] : [origin])]),
  };
}

/** A page of another site cannot set it without being asked first (CORS), and nothing here allows that. */
export const WRITE_HEADER = "x-idc-doctor";

/** @throws RefusedRequest where the Host is foreign: the mark of DNS rebinding */
export function refuseForeignHost(headers: Headers, { hosts }: OwnAddress): void {
  const host = (headers.get("host") ?? "").toLowerCase();
  if (hosts.has(host)) return;
  throw new RefusedRequest({
    status: 421,
    code: "foreign-host",
    detail: `This server is not called ${JSON.stringify(host.slice(0, 100))}`,
    next: "Use the address that it printed when it started, or set server.url in the configuration file",
  });
}

/** What a page of another origin makes a browser send. A link from elsewhere may lead to a page of ours. @throws RefusedRequest */
export function refuseForeignOrigin(
  { writes, isPage = false }: Pick<Route, "writes" | "isPage">,
  headers: Headers,
  { origins }: OwnAddress,
): void {
  const origin = headers.get("origin");
  if (origin !== null && !origins.has(origin.toLowerCase())) throw new RefusedRequest(FOREIGN);
  const site = headers.get("sec-fetch-site");
  const isForeign = site !== null && site !== "same-origin" && site !== "none";
  const isLink = isPage && !writes && headers.get("sec-fetch-mode") === "navigate";
  if (isForeign && !isLink) throw new RefusedRequest(FOREIGN);
}

/** @throws RefusedRequest where a write was not sent on purpose */
export function refuseUnmarkedWrite(headers: Headers): void {
  if (headers.get("authorization") !== null || headers.get(WRITE_HEADER) !== null) return;
  throw new RefusedRequest({
    status: 403,
    code: "foreign-origin",
    detail: "A request that changes something needs the header X-Idc-Doctor, or a token",
    next: "Send X-Idc-Doctor: 1",
  });
}

const FOREIGN: Problem = {
  status: 403,
  code: "foreign-origin",
  detail: "Requests of pages from other origins are refused",
};
