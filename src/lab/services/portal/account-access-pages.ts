/** The applications tab of the access portal, and the account access portal that is a tile on it (facts AAM3, AAM18). */
import type { AccountAccessApplication } from "../../../model/organization-document/account-access.ts";
import { ACCOUNT_ACCESS_APPLICATION_NAME } from "../../../model/organization-document/account-access.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { WireAnswer } from "../../protocol/wire.ts";
import type { SignIn, World } from "../../world/world.ts";
import { type EntitledRole, entitledCredentials, entitledRoles } from "../account-access-runtime/credentials.ts";
import { type Html, html, page } from "./html.ts";
import { bar, keyLines, snippet } from "./pieces.ts";
import type { PageRequest } from "./visit.ts";

type SignedIn = PageRequest & { readonly session: SignIn };

const PATH = "/start/account-access";

const activeApplication = (world: World): AccountAccessApplication | undefined =>
  [...world.accountAccessApplications].find(({ status }) => status === "ACTIVE");

/** Only the tile that leads to AWS accounts: other applications have no pages here. That everybody sees it is inferred. */
export function applicationsPage({ world, session }: SignedIn): WireAnswer {
  const tile = html`<section class="card"><h2>${ACCOUNT_ACCESS_APPLICATION_NAME}</h2>
<p class="soft">Roles of AWS accounts that are assigned in account access manager</p>
<p><a href="${PATH}">Open ${ACCOUNT_ACCESS_APPLICATION_NAME}</a></p></section>`;
  const none = html`<div class="card"><p>You have no applications.</p></div>`;
  return page("Applications", html`${bar(session)}${activeApplication(world) ? tile : none}`);
}

/** The account access portal: without an entitlement it shows no accounts (facts AAM43). */
export function accountAccessPage({ world, session }: SignedIn): WireAnswer {
  const application = activeApplication(world);
  const roles = application ? entitledRoles(world, session, application) : [];
  const accounts = [...new Set(roles.map(({ accountId }) => accountId))];
  const list = accounts.map((id) => {
    const own = roles.filter(({ accountId }) => accountId === id);
    return html`<section class="card" aria-labelledby="account-${id}">
<h2 id="account-${id}">${own[0]?.accountName ?? id}</h2>
<p class="soft">${id}</p>
<ul class="roles">${own.map((role) => roleRow(role))}</ul>
</section>`;
  });
  const none = html`<div class="card"><p>You have no accounts.</p></div>`;
  return page("Account access", html`${bar(session)}${accounts.length > 0 ? list : none}`);
}

function roleRow({ roleArn, accountName, accountId }: EntitledRole): Html {
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const query = new URLSearchParams({ role_arn: roleArn }).toString();
  return html`<li><span>${name}</span> <a href="${PATH}/credentials?${query}" aria-label="Access keys of ${name} in ${accountName ?? accountId}">Access keys</a></li>`;
}

export function accountAccessCredentialsPage({ world, session, request, labUrl }: SignedIn): WireAnswer {
  const roleArn = request.query.get("role_arn") ?? "";
  const back = html`<p><a href="${PATH}">All accounts</a></p>`;
  try {
    const application = activeApplication(world);
    if (!application) throw new ApiError("AccessDeniedException", "Account access is not set up", { status: 403 });
    const keys = entitledCredentials(world, session, { application, roleArn });
    const region = world.instance?.primaryRegion ?? "us-east-1";
    const link = consoleLink(application, roleArn, region);
    const content = html`${bar(session)}${back}
<p>Until ${new Date(keys.endsAt).toISOString()}.</p>
${snippet("shell", "For a shell", keyLines(keys, labUrl, region))}
${snippet("console", "Link to the console on AWS", link)}`;
    return page(roleArn.slice(roleArn.lastIndexOf("/") + 1), content);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const content = html`${bar(session)}<p class="alert" role="alert">${error.message}</p>${back}`;
    return page("No access", content, { status: error.status ?? 403 });
  }
}

/** A shortcut link names the role by its name (facts AAM24). */
function consoleLink({ tenantId }: AccountAccessApplication, roleArn: string, region: string): string {
  const query = new URLSearchParams({
    account_id: roleArn.split(":")[4] ?? "",
    role_name: roleArn.slice(roleArn.lastIndexOf("/") + 1),
  });
  return `https://${tenantId}.account-access.${region}.app.aws/#/console?${query}`;
}
