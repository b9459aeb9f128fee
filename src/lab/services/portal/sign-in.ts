/** Signing in: user name and password, then the code of the user's device where there is one. */
import type { User } from "../../../model/organization-document/document.ts";
import type { WireAnswer } from "../../protocol/wire.ts";
import { openSession, userNamed } from "../../world/portal.ts";
import { alert, html, page, redirect } from "./html.ts";
import { recordSignIn } from "./sign-in-events.ts";
import { isRightCode } from "./totp.ts";
import { nextPath, type PageRequest, sessionCookie } from "./visit.ts";

/** Of users for whom the document sets none. */
const DEFAULT_PASSWORD = "lab";
const ATTEMPT_MILLISECONDS = 300_000;

/** One sentence for a wrong name, a wrong password and a disabled user: an attacker must not learn which of them it was. */
const REFUSED = "Your user name or password is incorrect, or you have no access. Check them and try again.";

export function signInPage(next: string, message?: string, userName = ""): WireAnswer {
  const content = html`${alert(message)}
<form class="card" method="post" action="/start/sign-in">
<input type="hidden" name="next" value="${next}">
<label for="user">User name</label>
<input id="user" name="user" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus value="${userName}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
<p class="soft">In this lab the password is “${DEFAULT_PASSWORD}” unless the organization document sets another.</p>
</form>`;
  return page("Sign in", content, { status: message === undefined ? 200 : 401 });
}

export function signInWithPassword({ world, now, form }: PageRequest): WireAnswer {
  const [userName, next] = [form.get("user") ?? "", nextPath(form.get("next"))];
  const user = userNamed(world, userName);
  recordSignIn(world, user, { name: "CredentialChallenge", credentialType: "PASSWORD", outcome: "Success" });
  const isRight = user !== undefined && form.get("password") === (user.password ?? DEFAULT_PASSWORD);
  const isAdmitted = isRight && user.status !== "DISABLED";
  const outcome = isAdmitted ? "Success" : "Failure";
  recordSignIn(world, user, { name: "CredentialVerification", credentialType: "PASSWORD", outcome });
  if (!user || !isAdmitted) return signInPage(next, REFUSED, userName);
  if (user.mfa === undefined) return signedIn({ world }, user, next, "PASSWORD");
  const id = world.random.hex(48);
  world.signInAttempts.put({ id, userId: user.id, endsAt: now.getTime() + ATTEMPT_MILLISECONDS });
  return codePage(id, next);
}

function codePage(attempt: string, next: string, message?: string): WireAnswer {
  const content = html`${alert(message)}
<form class="card" method="post" action="/start/code">
<input type="hidden" name="next" value="${next}">
<input type="hidden" name="attempt" value="${attempt}">
<label for="code">Code from your authenticator app</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required autofocus aria-describedby="code-help">
<p id="code-help" class="soft">Six digits. Get them from the lab at GET /_lab/mfa?userName=…</p>
<button type="submit">Continue</button>
</form>`;
  return page("Additional verification", content, { status: message === undefined ? 200 : 401 });
}

export function signInWithCode({ world, now, form }: PageRequest): WireAnswer {
  const next = nextPath(form.get("next"));
  const attempt = world.signInAttempts.get(form.get("attempt") ?? "");
  const user = world.users.get(attempt?.userId ?? "");
  if (!attempt || !user || attempt.endsAt <= now.getTime())
    return signInPage(next, "The sign-in timed out. Sign in again.");
  const isRight = isRightCode(user, form.get("code") ?? "", now);
  const outcome = isRight ? "Success" : "Failure";
  recordSignIn(world, user, { name: "CredentialVerification", credentialType: "TOTP", outcome });
  if (!isRight) return codePage(attempt.id, next, "That code is incorrect. Wait for the next one and try again.");
  world.signInAttempts.remove(attempt.id);
  return signedIn({ world }, user, next, "PASSWORD,TOTP");
}

function signedIn({ world }: Pick<PageRequest, "world">, user: User, next: string, credentialType: string): WireAnswer {
  recordSignIn(world, user, { name: "UserAuthentication", credentialType, outcome: "Success" });
  return redirect(next, sessionCookie(openSession(world, user)));
}
