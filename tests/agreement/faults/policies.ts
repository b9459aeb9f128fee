/** Faults of what policies allow: the portal shows the grant, the role opens, and the asked call is refused. */
import type { AskedAction } from "../asked.ts";
import { type Draft, MANAGEMENT } from "../organization.ts";
import {
  askedUser,
  changeAccount,
  changeIam,
  changeRole,
  changeSet,
  changeUser,
  type InjectedFault,
  openAccount,
  someoneElse,
} from "./fault.ts";

type Statement = Readonly<Record<string, unknown>>;
const policy = (...Statement: readonly Statement[]) => ({ Version: "2012-10-17", Statement });
const ANY = { Effect: "Allow", Action: "*", Resource: "*" };
const deny = (Action: string, Resource = "*"): Statement => ({ Sid: "Guard", Effect: "Deny", Action, Resource });

const TARGET = "Target";
const roleArn = ({ asked }: Draft, name: string): string => `arn:aws:iam::${asked.account}:role/${name}`;

/** A role of the account that its own principals may assume, if their policies let them. */
function addTarget(draft: Draft): AskedAction {
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${draft.asked.account}:root` },
    Action: "sts:AssumeRole",
  };
  changeIam(draft, { roles: [...rolesOf(draft), { name: TARGET, trustPolicy: policy(trust) }] });
  return { action: "sts:AssumeRole", resource: roleArn(draft, TARGET) };
}

const rolesOf = ({ accounts, asked }: Draft) =>
  (accounts.find(({ id }) => id === asked.account)?.iam?.roles ?? []).filter(({ name }) => name !== TARGET);

/** Nobody has such a role: where the call is allowed, nothing happens. */
const deleteRole = (draft: Draft): AskedAction => ({
  action: "iam:DeleteRole",
  resource: roleArn(draft, "no-such-role"),
});
const READS = [
  { action: "cloudtrail:LookupEvents" },
  { action: "organizations:DescribeOrganization" },
  { action: "iam:ListRoles" },
] as const satisfies readonly AskedAction[];

/** Any call, allowed or not: of a grant that nobody has broken. */
export function askAnyAction(draft: Draft, seed: number): void {
  if (!isHere(draft)) return;
  draft.asked.action = READS[seed % 5] ?? (seed % 2 === 0 ? deleteRole(draft) : addTarget(draft));
}

const isHere = ({ accounts, asked }: Draft): boolean =>
  asked.account === MANAGEMENT || accounts.some(({ id }) => id === asked.account);

/** Nobody's policies bind the management account (Organizations User Guide). */
const isBound = (draft: Draft): boolean => draft.asked.account !== MANAGEMENT && isHere(draft);

/** The role has what the set has now. */
function openSet(draft: Draft, change: Parameters<typeof changeSet>[1]): void {
  changeSet(draft, change);
  changeRole(draft, { freshness: "latest" });
}

function attach(draft: Draft, type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY", ...rules: Statement[]) {
  const name = type === "SERVICE_CONTROL_POLICY" ? "Guardrails" : "Perimeter";
  const own = { name, type, document: policy(...rules), targets: [draft.asked.account] };
  draft.policies = [...draft.policies.filter((one) => one.name !== name), own];
}

const ORGANIZATION: readonly InjectedFault[] = [
  {
    // A denied call, a level that does not allow it, or the portal's own way into the role (facts C7 (i), inferred).
    name: "scp-deny",
    inject: (draft, seed) => {
      if (!isBound(draft)) return;
      const { asked } = draft;
      asked.action = READS[seed % 2] ?? deleteRole(draft);
      const { account } = asked;
      switch (seed % 3) {
        case 0:
          attach(draft, "SERVICE_CONTROL_POLICY", deny(asked.action.action));
          return;
        case 1:
          attach(draft, "SERVICE_CONTROL_POLICY", { ...ANY, Action: ["iam:*", "sts:*"] });
          draft.organization.fullAccessDetachedFrom = { "p-FullAWSAccess": [account] };
          return;
        default:
          attach(draft, "SERVICE_CONTROL_POLICY", deny("sts:AssumeRoleWithSAML"));
      }
    },
  },
  {
    name: "rcp-deny",
    inject: (draft) => {
      if (!isBound(draft)) return;
      const action = addTarget(draft);
      draft.asked.action = action;
      openSet(draft, { inlinePolicy: policy(ANY) });
      attach(draft, "RESOURCE_CONTROL_POLICY", {
        ...deny("sts:AssumeRole", roleArn(draft, TARGET)),
        Principal: "*",
      });
    },
  },
];

/** A policy in the asked account that a set may refer to. */
function addPolicy(draft: Draft, name: string, document: ReturnType<typeof policy>): void {
  const now = draft.accounts.find(({ id }) => id === draft.asked.account)?.customerManagedPolicies ?? [];
  changeAccount(draft, {
    customerManagedPolicies: [...now.filter((one) => one.name !== name), { name, path: "/", document }],
  });
}

const ROLE: readonly InjectedFault[] = [
  {
    name: "boundary-deny",
    inject: (draft, seed) => {
      if (!isHere(draft)) return;
      draft.asked.action = READS[seed % READS.length] ?? READS[0];
      const inAccount = { kind: "customer-managed", reference: { name: "Limits", path: "/" } } as const;
      const ofAws = { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" } as const;
      openSet(draft, { permissionsBoundary: seed % 2 === 0 ? ofAws : inAccount });
      addPolicy(draft, "Limits", policy({ ...ANY, Action: "s3:*" }));
    },
  },
  {
    name: "no-policy",
    inject: (draft, seed) => {
      if (!isHere(draft)) return;
      if (seed % 2 === 0) draft.asked.action = READS[seed % READS.length] ?? READS[0];
      openSet(draft, { managedPolicyArns: [] });
    },
  },
  {
    name: "policy-does-not-allow",
    inject: (draft, seed) => {
      if (!isHere(draft)) return;
      draft.asked.action = seed % 3 === 0 ? READS[0] : deleteRole(draft);
      if (seed % 3 === 0) openSet(draft, { inlinePolicy: policy(ANY, deny("cloudtrail:*")) });
    },
  },
  { name: "policy-differs-per-account", inject: differPerAccount },
];

/** Facts C12: in every other account of the set the policy of the same name allows the call. */
function differPerAccount(draft: Draft): void {
  if (!isHere(draft)) return;
  const { account, permissionSet } = draft.asked;
  draft.asked.action = deleteRole(draft);
  openSet(draft, { customerManagedPolicies: [{ name: "Deploy", path: "/" }] });
  addPolicy(draft, "Deploy", policy({ ...ANY, Action: "s3:*" }));
  const isElsewhere = (row: Draft["assignments"][number] | Draft["provisionedRoles"][number]) =>
    row.permissionSet === permissionSet && row.account !== account;
  if (!draft.provisionedRoles.some((row) => isElsewhere(row) && row.freshness !== "outdated")) {
    const other = openAccount(draft);
    draft.assignments.push({ account: other, permissionSet, user: someoneElse(draft) });
    draft.provisionedRoles = draft.provisionedRoles.filter((row) => !isElsewhere(row) || row.account !== other);
    draft.provisionedRoles.push({ account: other, permissionSet });
  }
  const others = new Set(draft.provisionedRoles.filter(isElsewhere).map((row) => row.account));
  const allowing = [{ name: "Deploy", path: "/", document: policy({ ...ANY, Action: "iam:*" }) }];
  if (others.has(MANAGEMENT) && !draft.accounts.some(({ id }) => id === MANAGEMENT))
    draft.accounts.push({ id: MANAGEMENT });
  draft.accounts = draft.accounts.map(({ state, ...row }) =>
    others.has(row.id) ? { ...row, customerManagedPolicies: allowing } : { ...row, ...(state && { state }) },
  );
}

const TAG = "aws:PrincipalTag/team";

const ATTRIBUTES: readonly InjectedFault[] = [
  {
    // Facts C10: no attribute of this user, another value, or no attributes for access control at all.
    name: "abac-attribute",
    inject: (draft, seed) => {
      if (!isHere(draft) || !askedUser(draft)) return;
      draft.asked.action = deleteRole(draft);
      const ofTeam = { ...ANY, Action: "iam:DeleteRole", Condition: { StringEquals: { [TAG]: "platform" } } };
      openSet(draft, { inlinePolicy: policy(ofTeam) });
      if (seed % 3 < 2) draft.instance.accessControlAttributes = { sources: { team: `$\{path:title}` } };
      if (seed % 3 === 0) changeUser(draft, { attributes: { Title: "network" } });
      else forgetProvider(draft);
    },
  },
];

/** An identity provider may send tags of its own: only where the user is nobody else's is a missing one known to be missing. */
function forgetProvider(draft: Draft): void {
  draft.users = draft.users.map(({ externalId, ...row }) =>
    row.userName === draft.asked.user ? row : { ...row, ...(externalId && { externalId }) },
  );
}

export const POLICY_FAULTS: readonly InjectedFault[] = [...ORGANIZATION, ...ROLE, ...ATTRIBUTES];
