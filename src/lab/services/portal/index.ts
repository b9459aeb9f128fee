/** The pages of the access portal (design, section 5): `/start`, and where programs send people to let them in. */

import type { WireAnswer, WireRequest } from "../../protocol/wire.ts";
import type { SignIn } from "../../world/world.ts";
import type { Site, Visit } from "../site.ts";
import { accountAccessCredentialsPage, accountAccessPage, applicationsPage } from "./account-access-pages.ts";
import { SCRIPT, STYLE } from "./assets.ts";
import { approveDevice, authorize, authorizePage, devicePage } from "./consent-pages.ts";
import { html, page, redirect, SAFE_HEADERS } from "./html.ts";
import { signInPage, signInWithCode, signInWithPassword } from "./sign-in.ts";
import { accountsPage, consolePage, credentialsPage, signOut } from "./start-page.ts";
import { type PageRequest, pageRequest } from "./visit.ts";

const asset = (type: string, body: string): WireAnswer => ({
  status: 200,
  headers: { ...SAFE_HEADERS, "content-type": `${type}; charset=utf-8` },
  body,
});

/** Pages for somebody who is signed in; others sign in first and come back. */
const SIGNED_IN: Readonly<Record<string, (visit: PageRequest & { readonly session: SignIn }) => WireAnswer>> = {
  "GET /start": accountsPage,
  "GET /start/credentials": credentialsPage,
  "GET /start/console": consolePage,
  "GET /start/applications": applicationsPage,
  "GET /start/account-access": accountAccessPage,
  "GET /start/account-access/credentials": accountAccessCredentialsPage,
  "GET /authorize": authorizePage,
  "POST /authorize": authorize,
  "GET /device": (visit) => devicePage(visit, visit.request.query.get("user_code") ?? ""),
  "POST /device": approveDevice,
};

const OPEN: Readonly<Record<string, (visit: PageRequest) => WireAnswer>> = {
  "GET /start/style.css": () => asset("text/css", STYLE),
  "GET /start/portal.js": () => asset("text/javascript", SCRIPT),
  "POST /start/sign-in": signInWithPassword,
  "POST /start/code": signInWithCode,
  "POST /start/sign-out": signOut,
  "GET /": () => redirect("/start"),
};

const PATHS = new Set([
  "/start/",
  ...[...Object.keys(SIGNED_IN), ...Object.keys(OPEN)].map((key) => key.split(" ")[1] ?? ""),
]);

/** Attempts to sign in as one person, and to enter a device's code, in a second. */
const ATTEMPTS_A_SECOND = 5;

/** What a request tries, where guessing would pay; undefined for all others. */
function attemptIn({ request, form }: PageRequest): string | undefined {
  switch (`${request.method} ${request.path}`) {
    case "POST /start/sign-in":
      return `sign-in ${(form.get("user") ?? "").toLowerCase()}`;
    case "POST /start/code":
      return `code ${form.get("attempt") ?? ""}`;
    case "GET /device":
      return request.query.has("user_code") ? "device" : undefined;
    case "POST /device":
      return "device";
    default:
      return undefined;
  }
}

/** @param admit whether one more attempt of a name fits into so many a second. */
export const portalSite = (admit: (name: string, perSecond: number) => boolean): Site => ({
  // Services are called at `/`, too: by POST, by GET with a query, or signed.
  takes: ({ path, method, query, headers }) =>
    PATHS.has(path) &&
    (path !== "/" || (method === "GET" && query.size === 0 && headers["authorization"] === undefined)),
  answer: (request: WireRequest, visit: Visit) => {
    const asked = pageRequest(request, visit);
    const attempt = attemptIn(asked);
    if (attempt !== undefined && !admit(attempt, ATTEMPTS_A_SECOND))
      return page("Too many attempts", html`<p>Wait a moment, then <a href="/start">try again</a>.</p>`, {
        status: 429,
      });
    const key = `${request.method} ${request.path === "/start/" ? "/start" : request.path}`;
    const open = Object.hasOwn(OPEN, key) ? OPEN[key] : undefined;
    if (open) return open(asked);
    const guarded = Object.hasOwn(SIGNED_IN, key) ? SIGNED_IN[key] : undefined;
    if (!guarded) return page("Not found", html`<p><a href="/start">To the access portal</a></p>`, { status: 405 });
    if (asked.session) return guarded({ ...asked, session: asked.session });
    const query = request.query.toString();
    return signInPage(request.method === "GET" ? `${request.path}${query === "" ? "" : `?${query}`}` : "/start");
  },
});
