/** Changes of the organization that cut people off without touching Identity Center (facts A12, C7, D11). */
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { type Fit, likely, possible } from "../catalogue-ids.ts";
import { textAt } from "../json.ts";
import type { Family } from "./family.ts";

interface Kind {
  readonly meaning: string;
  readonly fits: readonly Fit[];
}

const LEFT: Kind = {
  meaning: "The account left the organization: Identity Center removes what it created there.",
  fits: likely("account-not-in-organization"),
};
const POLICY: Kind = {
  meaning:
    "A policy of the organization now applies to other accounts than before; it can deny what permission sets allow.",
  fits: possible("scp-deny", "rcp-deny"),
};
const KINDS = new Map<string, Kind>([
  ["RemoveAccountFromOrganization", LEFT],
  ["LeaveOrganization", LEFT],
  [
    "CloseAccount",
    {
      meaning: "The account is being closed, or is closed already.",
      fits: likely("account-pending-closure", "account-closed"),
    },
  ],
  ["MoveAccount", POLICY],
  ["AttachPolicy", POLICY],
  ["UpdatePolicy", POLICY],
  ["DetachPolicy", POLICY],
  [
    "DisableAWSServiceAccess",
    { meaning: "A service lost its access to the organization's accounts.", fits: possible("trusted-access-disabled") },
  ],
  [
    "DeregisterDelegatedAdministrator",
    { meaning: "An account may no longer administer a service.", fits: possible("caller-not-permitted") },
  ],
]);

export const organization: Family = ({ name, source, input, hasFailed }) => {
  const kind = source === "organizations.amazonaws.com" ? KINDS.get(name) : undefined;
  if (!kind) return undefined;
  const service = textAt(input, "servicePrincipal");
  // Another service's access or delegate is none of ours.
  if (service !== undefined && service !== IDENTITY_CENTER_SERVICE) return undefined;
  return {
    title: `${name} in Organizations`,
    account: textAt(input, "accountId") ?? targetAccount(textAt(input, "targetId")),
    meaning: hasFailed ? [] : [kind.meaning],
    fits: hasFailed ? [] : kind.fits,
  };
};

const targetAccount = (target: string | undefined): string | null =>
  target !== undefined && /^\d{12}$/.test(target) ? target : null;
