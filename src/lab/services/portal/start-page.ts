/** The access portal: a user's accounts and roles, and the credentials of a role. */
import { ApiError } from "../../protocol/api-error.ts";
import type { WireAnswer } from "../../protocol/wire.ts";
import { endSession } from "../../world/portal.ts";
import type { SignIn, World } from "../../world/world.ts";
import { consolePath } from "../signin/federation.ts";
import { roleCredentials } from "../sso/credentials.ts";
import { type Html, html, page, redirect } from "./html.ts";
import { bar, keyLines, snippet } from "./pieces.ts";
import { isOwnForm, NO_SESSION_COOKIE, type PageRequest } from "./visit.ts";

interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** What the portal showed at its last refresh (facts A15); the page does not look deeper. */
function accountsOf(world: World, { listing }: SignIn): readonly ListedAccount[] {
  const ids = [...new Set(listing.map(({ accountId }) => accountId))];
  return ids
    .map((id) => ({
      id,
      name: world.accounts.get(id)?.name ?? id,
      email: world.accounts.get(id)?.email ?? "",
      roles: listing.filter(({ accountId }) => accountId === id).map(({ permissionSetName }) => permissionSetName),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function accountsPage({ world, session }: PageRequest & { readonly session: SignIn }): WireAnswer {
  const accounts = accountsOf(world, session);
  const list = accounts.map(
    (account) => html`<section class="card" aria-labelledby="account-${account.id}">
<h2 id="account-${account.id}">${account.name}</h2>
<p class="soft">${account.id} | ${account.email}</p>
<ul class="roles">${account.roles.map((role) => roleRow(account, role))}</ul>
</section>`,
  );
  const none = html`<div class="card"><p>You have no accounts.</p><p class="soft">This is what a person sees whose grant is broken. <code>idc-doctor why ${session.user.userName}</code> says why.</p></div>`;
  return page("AWS accounts", html`${bar(session)}${accounts.length > 0 ? list : none}`);
}

function roleRow({ id, name }: ListedAccount, role: string): Html {
  const query = new URLSearchParams({ account_id: id, role_name: role }).toString();
  return html`<li><span>${role}</span> <a href="/start/credentials?${query}" aria-label="Access keys of ${role} in ${name}">Access keys</a> <a href="/start/console?${query}" aria-label="Console of ${name} as ${role}">Console</a></li>`;
}

export function credentialsPage(visit: PageRequest & { readonly session: SignIn }): WireAnswer {
  const { world, session, request, labUrl } = visit;
  const accountId = request.query.get("account_id") ?? "";
  const role = request.query.get("role_name") ?? "";
  try {
    const keys = roleCredentials(world, session, accountId, role);
    const region = world.instance?.primaryRegion ?? "us-east-1";
    const profile = [
      "[sso-session lab]",
      `sso_region = ${region}`,
      `sso_start_url = ${labUrl}/start`,
      "sso_registration_scopes = sso:account:access",
      "",
      `[profile ${accountId}_${role}]`,
      "sso_session = lab",
      `sso_account_id = ${accountId}`,
      `sso_role_name = ${role}`,
      `region = ${region}`,
      `endpoint_url = ${labUrl}`,
    ].join("\n");
    const content = html`${bar(session)}
<p><a href="/start">All accounts</a></p>
<p>Until ${new Date(keys.endsAt).toISOString()}.</p>
${snippet("shell", "For a shell", keyLines(keys, labUrl, region))}
${snippet("profile", "For ~/.aws/config, as aws configure sso writes it", profile)}`;
    return page(`${role} in ${world.accounts.get(accountId)?.name ?? accountId}`, content);
  } catch (error) {
    return noAccess(session, error);
  }
}

/** The console of a role, by the address that takes its session there. */
export function consolePage({
  world,
  session,
  request: { query },
}: PageRequest & { readonly session: SignIn }): WireAnswer {
  try {
    const keys = roleCredentials(world, session, query.get("account_id") ?? "", query.get("role_name") ?? "");
    return redirect(consolePath(keys.accessKeyId));
  } catch (error) {
    return noAccess(session, error);
  }
}

/** @throws what is no answer of AWS */
function noAccess(session: SignIn, error: unknown): WireAnswer {
  if (!(error instanceof ApiError)) throw error;
  const content = html`${bar(session)}<p class="alert" role="alert">${error.message}</p><p><a href="/start">All accounts</a></p>`;
  return page("No access", content, { status: error.status ?? 403 });
}

export function signOut(visit: PageRequest): WireAnswer {
  if (visit.session && !isOwnForm(visit))
    return page("That form has expired", html`<p><a href="/start">Back</a></p>`, { status: 403 });
  if (visit.session) endSession(visit.world, visit.session.token);
  return redirect("/start", NO_SESSION_COOKIE);
}
