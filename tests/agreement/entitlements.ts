/** The second road of a random organization: account access manager with roles that open, and roles that do not. */
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";
import { isOffered } from "../../src/model/regions.ts";
import { type Draft, goneGroup, goneUser, MANAGEMENT } from "./organization.ts";
import type { Random } from "./random.ts";

export const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
export const TENANT = "aa-gyxmap389";
const FORMER_APPLICATION = APPLICATION.replace("1234", "9999");

type Role = NonNullable<NonNullable<WrittenDocument["accounts"]>[number]["iam"]>["roles"];

const trust = (
  sources: Readonly<Record<string, string>> | undefined,
  Action: readonly string[] = ["sts:AssumeRole", "sts:SetContext"],
) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "account-access.amazonaws.com" },
      Action,
      ...(sources && { Condition: { StringEquals: sources } }),
    },
  ],
});

/** Facts AAM34 to AAM37. */
const TRUSTS = {
  "as the guide writes it": trust({ "aws:SourceAccount": MANAGEMENT, "aws:SourceArn": APPLICATION }),
  "without conditions": trust(undefined),
  "for a former application": trust({ "aws:SourceAccount": MANAGEMENT, "aws:SourceArn": FORMER_APPLICATION }),
  "with another account as source": trust({ "aws:SourceAccount": "999988887777" }),
  "without sts:SetContext": trust(undefined, ["sts:AssumeRole"]),
} as const;

const NAMES = ["Developer", "Auditor", "Deploy"] as const;

/**
 * Adds an application, roles in the accounts, and entitlements of users and groups; now and then of those who are gone. An
 * application is in the primary Region of the instance, and opt-in Regions have none (facts AAM25, AAM28).
 */
export function entitle(draft: Draft, random: Random): void {
  if (!isOffered(draft.instance.primaryRegion)) return;
  const status = random.isHit(0.9) ? "ACTIVE" : random.pick(["DELETE_FAILED", "CREATE_FAILED"] as const);
  draft.accountAccessApplications = [{ arn: APPLICATION, tenantId: TENANT, status }];
  const roles = draft.accounts.flatMap(({ id }) =>
    NAMES.filter(() => random.isHit(0.5)).map((name) => ({ account: id, name, path: random.pick(["/", "/team/"]) })),
  );
  draft.accounts = draft.accounts.map((account) => {
    const own = roles.filter((role) => role.account === account.id);
    // One in ten has been deleted since.
    const present = own.filter(() => random.isHit(0.9));
    const rows: Role = present.map(({ name, path }) => ({ name, path, trustPolicy: trustOf(random) }));
    return rows.length === 0
      ? account
      : { ...account, iam: { ...account.iam, roles: [...(account.iam?.roles ?? []), ...rows] } };
  });
  draft.entitlements = roles.flatMap(({ account, name, path }) => {
    const role = `arn:aws:iam::${account}:role${path}${name}`;
    const count = random.between(1, 3);
    const named = Array.from({ length: count }, () => entitledPrincipal(draft, random));
    return [...new Map(named.map((who) => [JSON.stringify(who), { ...who, role }])).values()];
  });
}

const trustOf = (random: Random) =>
  random.isHit(0.7) ? TRUSTS["as the guide writes it"] : random.pick(Object.values(TRUSTS));

function entitledPrincipal({ users, groups }: Draft, random: Random): { user: string } | { group: string } {
  if (random.isHit(0.05))
    return random.isHit(0.5) ? { user: goneUser(random.below(9)) } : { group: goneGroup(random.below(9)) };
  return random.isHit(0.6) ? { group: random.pick(groups).displayName } : { user: random.pick(users).userName };
}
