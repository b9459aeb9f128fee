/** A person allows a program in: the page behind `/authorize` (code and PKCE) and the one behind `/device` (facts 4.3). */
import type { WireAnswer } from "../../protocol/wire.ts";
import type { SignIn } from "../../world/world.ts";
import { CODE_MILLISECONDS, isLoopback } from "../sso-oidc/clients.ts";
import { alert, html, page, redirect } from "./html.ts";
import { formTokenField, isOwnForm, type PageRequest } from "./visit.ts";

type SignedIn = PageRequest & { readonly session: SignIn };

const refused = (message: string): WireAnswer => page("Request refused", alert(message), { status: 400 });

interface Authorization {
  readonly clientId: string;
  readonly clientName: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
}

/** What a program asks for at `/authorize`; a text says what is wrong with it, for the person only. */
function authorizationIn({ world }: PageRequest, values: URLSearchParams): Authorization | string {
  const client = world.tokenClients.get(values.get("client_id") ?? "");
  if (!client) return "The program that sent you here is not registered.";
  const redirectUri = values.get("redirect_uri") ?? "";
  // The port is left out at registration (facts 4.3).
  const withoutPort = redirectUri.replace(/^(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])):\d+/, "$1");
  if (!isLoopback(redirectUri) || !client.redirectUris.some((uri) => uri === withoutPort || uri === redirectUri))
    return "The program asked for a redirect to an address that it did not register.";
  const challenge = values.get("code_challenge") ?? "";
  if (values.get("response_type") !== "code" || values.get("code_challenge_method") !== "S256" || challenge === "")
    return "The program did not ask for a code with a challenge.";
  return {
    clientId: client.id,
    clientName: client.name,
    redirectUri,
    state: values.get("state") ?? "",
    challenge,
  };
}

export function authorizePage(visit: SignedIn): WireAnswer {
  const asked = authorizationIn(visit, visit.request.query);
  if (typeof asked === "string") return refused(asked);
  const fields = [...visit.request.query].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const content = html`<form class="card" method="post" action="/authorize">${formTokenField(visit.session)}${fields}
<p><strong>${asked.clientName}</strong> asks for access to your AWS accounts as <strong>${visit.session.user.userName}</strong>.</p>
<p class="soft">Only allow it if you started this yourself.</p>
<button type="submit" name="decision" value="allow">Allow access</button>
<button class="quiet" type="submit" name="decision" value="deny">Deny</button>
</form>`;
  return page("Allow access?", content);
}

export function authorize(visit: SignedIn): WireAnswer {
  const { world, now, form, session } = visit;
  if (!isOwnForm(visit)) return refused("That form has expired. Start again from the program.");
  const asked = authorizationIn(visit, form);
  if (typeof asked === "string") return refused(asked);
  const target = new URL(asked.redirectUri);
  target.searchParams.set("state", asked.state);
  if (form.get("decision") !== "allow") {
    target.searchParams.set("error", "access_denied");
    return redirect(target.href);
  }
  const code = world.random.hex(48);
  const { clientId, redirectUri, challenge } = asked;
  const endsAt = now.getTime() + CODE_MILLISECONDS;
  world.authorizationCodes.put({ code, clientId, redirectUri, challenge, userId: session.user.id, endsAt });
  target.searchParams.set("code", code);
  return redirect(target.href);
}

export function devicePage({ session }: SignedIn, userCode: string, message?: string): WireAnswer {
  const content = html`${alert(message)}
<form class="card" method="post" action="/device">${formTokenField(session)}
<label for="user-code">Code that the program shows</label>
<input id="user-code" name="user_code" type="text" value="${userCode}" autocomplete="off" autocapitalize="characters" spellcheck="false" required aria-describedby="user-code-help">
<p id="user-code-help" class="soft">Eight letters such as BCDF-GHJK. Compare them with what you see in your terminal.</p>
<button type="submit" name="decision" value="allow">Allow access</button>
<button class="quiet" type="submit" name="decision" value="deny">Deny</button>
</form>`;
  return page("Authorize a device", content, { status: message === undefined ? 200 : 400 });
}

export function approveDevice(visit: SignedIn): WireAnswer {
  const { world, now, form, session } = visit;
  const typed = (form.get("user_code") ?? "").trim().toUpperCase();
  if (!isOwnForm(visit)) return devicePage(visit, typed, "That form has expired. Try again.");
  const letters = typed.replace(/[^A-Z]/g, "");
  const [device] = world.deviceCodes.under("userCode", `${letters.slice(0, 4)}-${letters.slice(4)}`);
  if (!device || device.outcome || device.endsAt <= now.getTime())
    return devicePage(visit, typed, "That code is unknown, already used, or expired.");
  const isAllowed = form.get("decision") === "allow";
  world.deviceCodes.put({ ...device, outcome: isAllowed ? { userId: session.user.id } : "denied" });
  const text = isAllowed ? "You can close this page and go back to the program." : "The program has no access.";
  return page(isAllowed ? "Access allowed" : "Access denied", html`<p role="status">${text}</p>`);
}
