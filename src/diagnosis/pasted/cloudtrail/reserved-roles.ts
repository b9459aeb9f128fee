/** IAM's side of provisioning: what Identity Center makes and drops in the target account (facts 4.2, 5.3, C5). */
import { identityOf } from "../../../facts/grant/cloudtrail-event.ts";
import { parseReservedRoleName } from "../../../model/reserved-role.ts";
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { type Fit, likely, possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { isAccountId } from "../explanation.ts";
import { textAt } from "../json.ts";
import type { Family, PastedEvent } from "./family.ts";

const CALLS = new Map([
  ["CreateRole", "The role of the permission set was created, by the first assignment of the set in this account."],
  [
    "DeleteRole",
    "The role of the permission set was deleted, with the last assignment of the set in this account. A new one gets another name.",
  ],
  ["AttachRolePolicy", "A policy of the permission set was attached to its role."],
  ["DetachRolePolicy", "A policy was taken off the permission set's role."],
  ["PutRolePolicy", "The permission set's inline policy was written to its role."],
  ["DeleteRolePolicy", "The inline policy of the permission set's role was deleted."],
  ["PutRolePermissionsBoundary", "The permission set's boundary was put on its role."],
  ["DeleteRolePermissionsBoundary", "The boundary was taken off the permission set's role."],
  ["UpdateAssumeRolePolicy", "Who may assume the permission set's role was changed."],
  ["UpdateRole", "The permission set's role was updated."],
  ["UpdateRoleDescription", "The permission set's role was updated."],
]);
const PROVIDER_CALLS = new Map([
  [
    "CreateSAMLProvider",
    "The SAML provider through which Identity Center signs people in was created in this account.",
  ],
  ["UpdateSAMLProvider", "The SAML provider through which Identity Center signs people in was changed."],
  ["DeleteSAMLProvider", "The SAML provider through which Identity Center signs people in was deleted."],
]);

export const reservedRoles: Family = (event) => ofRole(event) ?? ofProvider(event) ?? ofServiceRole(event);

const ofRole: Family = (event) => {
  const meaning = CALLS.get(event.name);
  if (meaning === undefined) return undefined;
  const roleName = textAt(event.input, "roleName");
  // A role of one's own is no business of Identity Center; an abbreviated event may have lost the name.
  if (roleName === undefined ? !isByIdentityCenter(event) : !roleName.startsWith("AWSReservedSSO_")) return undefined;
  const account = accountOf(event);
  const permissionSet = parseReservedRoleName(roleName ?? "")?.permissionSetName ?? null;
  return {
    title: `${event.name}${roleName === undefined ? " by Identity Center" : ` on ${roleName}`}`,
    account,
    permissionSet,
    layer: "Identity Center",
    meaning: event.hasFailed ? [] : [meaning],
    ask: permissionSet === null ? null : whyCommand(null, account, permissionSet),
    fits: event.hasFailed
      ? fitsOfFailure(event)
      : event.name === "DeleteRole"
        ? possible("role-renamed", "assignment-removed")
        : [],
  };
};

/** Errored calls of the service show why an assignment or provisioning failed (facts 5.3); others never had a chance. */
const fitsOfFailure = (event: PastedEvent): readonly Fit[] =>
  isByIdentityCenter(event) ? possible("provisioning-failed", "assignment-failed") : [];

const ofProvider: Family = (event) => {
  const meaning = PROVIDER_CALLS.get(event.name);
  const name = textAt(event.input, "name") ?? textAt(event.input, "sAMLProviderArn")?.split("/").at(-1);
  if (meaning === undefined || !/^AWSSSO_.{0,40}DO_NOT_DELETE$/.test(name ?? "")) return undefined;
  const isOwn = isByIdentityCenter(event);
  return {
    title: `${event.name}: ${name}`,
    account: accountOf(event),
    layer: "Identity Center",
    meaning: event.hasFailed
      ? []
      : [
          meaning,
          ...(isOwn
            ? []
            : [
                "Identity Center did not do this itself. Nobody can sign in to the account through a provider that is gone or changed.",
              ]),
        ],
    next:
      isOwn || event.hasFailed
        ? []
        : [
            "Provisioning a set to the account again is expected to restore it (likely):",
            `idc-doctor provision <set> ${accountWord(accountOf(event))}`,
          ],
    fits: event.hasFailed
      ? fitsOfFailure(event)
      : isOwn || event.name === "CreateSAMLProvider"
        ? []
        : likely("saml-provider-missing"),
  };
};

const accountWord = (account: string | null): string =>
  account !== null && isAccountId(account) ? account : "<account>";

/** Facts D12. */
const ofServiceRole: Family = (event) => {
  const name = textAt(event.input, "roleName") ?? textAt(event.input, "aWSServiceName") ?? "";
  if (!/ServiceLinkedRole$/.test(event.name) || !/^(AWSServiceRoleForSSO|sso\.amazonaws\.com)$/.test(name))
    return undefined;
  const isGone = event.name === "DeleteServiceLinkedRole" && !event.hasFailed;
  return {
    title: `${event.name}: AWSServiceRoleForSSO`,
    account: accountOf(event),
    layer: "Identity Center",
    meaning: event.hasFailed
      ? []
      : [`The role with which Identity Center works in this account was ${isGone ? "deleted" : "created"}.`],
    fits: isGone ? likely("service-linked-role-missing") : [],
  };
};

/** The account where it happened: the target's own trail holds these events. */
const accountOf = ({ raw, caller }: PastedEvent): string | null =>
  textAt(raw, "recipientAccountId") ?? identityOf(raw)?.accountId ?? caller?.account ?? null;

function isByIdentityCenter({ raw }: PastedEvent): boolean {
  const { invokedBy, arn = "" } = identityOf(raw) ?? {};
  return (
    invokedBy === IDENTITY_CENTER_SERVICE ||
    textAt(raw, "sourceIPAddress") === IDENTITY_CENTER_SERVICE ||
    /:assumed-role\/AWSServiceRoleForSSO\//.test(arn)
  );
}
