/** The federation address of AWS sign-in, which links to the console go through (IAM User Guide: custom identity broker). */
import { ApiError } from "../../protocol/api-error.ts";
import type { WireAnswer, WireRequest } from "../../protocol/wire.ts";
import { html, page } from "../portal/html.ts";
import type { Site, Visit } from "../site.ts";
import { consoleRefusal, recordConsoleLogin, refusalWords } from "./console-authorization.ts";

const PATH = "/federation";

interface SessionText {
  readonly sessionId?: unknown;
  readonly sessionKey?: unknown;
  readonly sessionToken?: unknown;
}

/** Tokens are the key id, sealed with nothing: the lab verifies no signatures either (design, section 5). */
const tokenOf = (accessKeyId: string): string => Buffer.from(`lab-signin ${accessKeyId}`).toString("base64url");
const keyIn = (token: string): string | undefined =>
  /^lab-signin (\S+)$/.exec(Buffer.from(token, "base64url").toString("latin1"))?.[1];

const refused = (message: string): ApiError => new ApiError("InvalidRequestException", message, { status: 400 });

function signinToken({ query }: WireRequest, { world, now }: Visit): WireAnswer {
  const { sessionId } = sessionIn(query.get("Session") ?? "");
  const key = world.keys.get(typeof sessionId === "string" ? sessionId : "");
  if (!key || key.endsAt <= now.getTime()) throw refused("The session is not one of this lab, or it is over");
  const body = JSON.stringify({ SigninToken: tokenOf(key.accessKeyId) });
  return { status: 200, headers: { "content-type": "application/json" }, body };
}

function sessionIn(text: string): SessionText {
  try {
    const session: unknown = JSON.parse(text);
    if (typeof session === "object" && session !== null) return session;
  } catch {
    // Refused below, like a value that is no object.
  }
  throw refused("Session must be a JSON object with sessionId, sessionKey and sessionToken");
}

/** The lab has no console: the page says who would be signed in there. */
function login({ query }: WireRequest, { world, now }: Visit): WireAnswer {
  const key = world.keys.get(keyIn(query.get("SigninToken") ?? "") ?? "");
  if (!key || key.endsAt <= now.getTime()) throw refused("The sign-in token is not one of this lab, or it is over");
  const refusal = consoleRefusal(world, key);
  recordConsoleLogin(world, key, refusal);
  if (refusal) return page("Sign-in failed", html`<p>${refusalWords(world, refusal)}</p>`, { status: 403 });
  const destination = query.get("Destination") ?? "";
  return page(
    "Signed in",
    html`<p>Signed in to account ${key.accountId} as ${key.arn}.</p>
<p class="soft">The lab has no console. The link leads to ${destination}</p>`,
  );
}

/** Where the access portal's link to the console leads, for a session by its key. */
export const consolePath = (accessKeyId: string): string =>
  `${PATH}?${new URLSearchParams({ Action: "login", SigninToken: tokenOf(accessKeyId), Destination: "https://console.aws.amazon.com/" })}`;

export const signinSite: Site = {
  takes: ({ path, method }) => path === PATH && method === "GET",
  answer: (request, visit) => {
    switch (request.query.get("Action")) {
      case "getSigninToken":
        return signinToken(request, visit);
      case "login":
        return login(request, visit);
      case "logout":
        return page("Signed out", html`<p>Signed out.</p>`);
      default:
        throw refused("Action must be getSigninToken, login or logout");
    }
  },
};
