/** Entitlements of account access manager that nobody can use, and roles that it may take for anybody (facts AAM34 to AAM49). */

import type { EntitledRoleFacts } from "../../../facts/grant/second-road.ts";
import { rowsOf } from "../../../facts/organization/compressed-rows.ts";
import { judgeRole, roleAccess } from "../../../facts/organization/entitled-access.ts";
import { isGroup } from "../../../facts/organization/judgement.ts";
import { ABSENT, type PrincipalRow, type RoleRow, rowAt, rowList } from "../../../facts/organization/rows.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { NamedRole } from "../../../model/effective-access.ts";
import type { Finding } from "../../../model/finding.ts";
import { type AccountId, certain, parseAccountId } from "../../../model/ids.ts";
import { GROUPS_PER_ENTITLED_ROLE } from "../../../model/quotas.ts";
import { accountAccessTrust, obstacleInWords, trustsEveryApplication } from "../../families/account-access-trust.ts";
import { type MadeRole, originSentence, templateSteps } from "../../families/role-template.ts";
import { trustSteps, trustUpdate } from "../../families/trust-patch.ts";
import {
  accountOf,
  accountWords,
  affectedUsers,
  nobody,
  principalAt,
  type ScannedOrganization,
} from "../organization.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

export const entitlements: Rule = {
  finds: [
    "principal-deleted",
    "entitlement-trust-mismatch",
    "entitlement-role-missing",
    "account-access-application-not-active",
    "group-limit-reached",
    "entitled-role-trust-too-wide",
  ],
  find: (organization) => {
    const roles = organization.facts.columns.roles.arns.map((_, at) => scannedRole(organization, rowAt(at)));
    return [...roles.flatMap((role) => ofRole(organization, role)), ...brokenApplications(organization, roles)];
  },
};

interface ScannedRole {
  readonly row: RoleRow;
  readonly named: NamedRole;
  readonly account: { readonly id: AccountId; readonly name: string };
  readonly applicationArn: string;
  /** Undefined: nobody looked. Null: there is no such role. */
  readonly role: EntitledRoleFacts | null | undefined;
}

function scannedRole(organization: ScannedOrganization, row: RoleRow): ScannedRole {
  const { roles, accounts, applications } = organization.facts.columns;
  const arn = roles.arns[row] ?? "";
  return {
    row,
    named: { arn, name: arn.slice(arn.lastIndexOf("/") + 1) },
    account: accountOf(organization, certain(parseAccountId(accounts.ids[roles.accounts[row] ?? ABSENT] ?? ""))),
    applicationArn: applications.arns[roles.applications[row] ?? ABSENT] ?? "",
    role: organization.entitledRoles.get(arn),
  };
}

/** `role Developer in sandbox (111122223333)`. */
const roleWords = ({ named, account }: ScannedRole): string => `role ${named.name} in ${accountWords(account)}`;

const subjectOf = ({ named, account }: ScannedRole) => ({ account, role: named });

function ofRole(organization: ScannedOrganization, role: ScannedRole): readonly Finding[] {
  const { orphans } = roleAccess(organization.facts, role.row);
  const gone = orphans.map((principal) => deleted(organization, role, principal));
  const state = judgeRole(organization.facts, role.row);
  // What is wrong with an account or an application is told of these.
  if (state.answer === "no" && state.stage !== "role session") return gone;
  const missing = state.answer === "no" || role.role === null ? [roleMissing(organization, role)] : [];
  return [...gone, ...missing, ...trustFindings(organization, role), ...fullRole(organization, role)];
}

function deleted(organization: ScannedOrganization, role: ScannedRole, row: PrincipalRow): Finding {
  const principal = principalAt(organization, row);
  const what = principal.type === "USER" ? "user" : "group";
  const { applicationArn, account } = role;
  const entitlement = {
    applicationArn,
    roleArn: role.named.arn,
    accountId: account.id,
    accountName: account.name,
    principal,
    principalName: `deleted ${what} ${principal.id}`,
  };
  return finding({
    cause: "principal-deleted",
    severity: "medium",
    summary: `The deleted ${what} ${principal.id} is entitled to ${roleWords(role)}, so nobody gets access through it. A ${what} created again has another id and does not get this access.`,
    subject: { ...subjectOf(role), principal },
    affected: nobody,
    remedy: {
      kind: "api",
      summary: `Delete the entitlement of ${principal.id} after entitling whoever should have the role`,
      risk: "low",
      changes: [{ kind: "delete-entitlement", entitlement }],
      notes: [
        "If the principal was created again under another id, create the entitlement for the new one first. The old id gives nobody access.",
      ],
    },
  });
}

/** Everybody who is entitled to the role. */
const entitledTo = (organization: ScannedOrganization, { row }: ScannedRole): Finding["affected"] =>
  affectedUsers(organization, rowsOf(organization.facts.entitled.principals, row));

const roleMissing = (organization: ScannedOrganization, role: ScannedRole): Finding =>
  finding({
    cause: "entitlement-role-missing",
    severity: "high",
    summary: `Account access manager entitles to ${role.named.arn}, and there is no such role. The account access portal lists it, and taking it fails.`,
    subject: subjectOf(role),
    affected: entitledTo(organization, role),
    remedy: {
      kind: "human",
      summary: `Create ${roleWords(role)} again, or entitle to the role that is meant`,
      risk: "medium",
      steps: [adviceOf("entitlement-role-missing")],
    },
  });

function trustFindings(organization: ScannedOrganization, role: ScannedRole): readonly Finding[] {
  const { role: facts, applicationArn } = role;
  if (!facts) return [];
  const { trustPolicy } = facts;
  const answer = accountAccessTrust(trustPolicy, { applicationArn });
  const refused =
    answer.kind === "refuses"
      ? [
          finding({
            cause: "entitlement-trust-mismatch",
            severity: "high",
            summary: `Account access manager cannot take ${roleWords(role)}: ${obstacleInWords(answer.obstacle)}.${originSentence(madeOf(role))}`,
            subject: subjectOf(role),
            affected: entitledTo(organization, role),
            remedy: trustRemedy(`Correct the trust policy of ${roleWords(role)}`, role, trustPolicy),
          }),
        ]
      : [];
  return trustsEveryApplication(trustPolicy) ? [...refused, tooWide(organization, role, trustPolicy)] : refused;
}

const madeOf = ({ named, role }: ScannedRole): MadeRole => ({ roleArn: named.arn, template: role?.template });

/** By an API where the whole policy can be made of the present one; at its template where one made the role. */
function trustRemedy(summary: string, role: ScannedRole, trustPolicy: string): Remedy {
  const { named, account, applicationArn } = role;
  const atTemplate = templateSteps(madeOf(role), applicationArn);
  if (atTemplate) return { kind: "human", summary, risk: "medium", steps: atTemplate };
  const patched = { roleArn: named.arn, applicationArn, trustPolicy };
  const change = trustUpdate(patched, { accountId: account.id, accountName: account.name });
  const common = { summary, risk: "medium" } as const;
  const steps = trustSteps(patched);
  return change ? { kind: "api", ...common, changes: [change], notes: steps } : { kind: "human", ...common, steps };
}

const tooWide = (organization: ScannedOrganization, role: ScannedRole, trustPolicy: string): Finding =>
  finding({
    cause: "entitled-role-trust-too-wide",
    title: "The trust policy lets account access manager of any organization take the role",
    severity: "medium",
    summary: `The trust policy of ${roleWords(role)} lets account access manager take the role for any application: a statement has no condition on aws:SourceAccount and aws:SourceArn, or one that every value meets. Conditions of other statements are worth nothing beside it.`,
    subject: subjectOf(role),
    affected: entitledTo(organization, role),
    remedy: trustRemedy(`Restrict the trust policy of ${roleWords(role)} to your own application`, role, trustPolicy),
  });

function fullRole(organization: ScannedOrganization, role: ScannedRole): readonly Finding[] {
  const { facts } = organization;
  const groups = [...rowsOf(facts.entitled.principals, role.row)].filter((principal) => isGroup(facts, principal));
  if (groups.length < GROUPS_PER_ENTITLED_ROLE) return [];
  return [
    finding({
      cause: "group-limit-reached",
      severity: "medium",
      confidence: "likely",
      summary: `${groups.length} groups are entitled to ${roleWords(role)}. The default quota is ${GROUPS_PER_ENTITLED_ROLE} groups per IAM role, so entitling another group fails unless the quota was raised.`,
      subject: subjectOf(role),
      affected: affectedUsers(organization, rowList(groups)),
      remedy: {
        kind: "human",
        summary: "Merge groups, or raise the quota",
        risk: "medium",
        steps: [
          "Entitle one group of which the others' members are members, or request a quota increase for account access manager.",
        ],
      },
    }),
  ];
}

/** An application that is being made is no finding: it will be ACTIVE. */
function brokenApplications(organization: ScannedOrganization, roles: readonly ScannedRole[]): readonly Finding[] {
  const { document, facts } = organization;
  if (facts.gaps.lists.has("account-access-status")) return [];
  return document.accountAccessApplications
    .filter(({ status }) => status !== "ACTIVE" && status !== "CREATE_IN_PROGRESS")
    .map(({ arn, status, error }) => {
      const own = roles.filter(({ applicationArn }) => applicationArn === arn);
      const principals = new Set(own.flatMap(({ row }) => [...rowsOf(facts.entitled.principals, row)]));
      return finding({
        cause: "account-access-application-not-active",
        severity: own.length > 0 ? "high" : "low",
        summary: `The application ${arn} of account access manager is ${status}${error ? ` (${error.message})` : ""}, so its ${own.length === 1 ? "one entitled role" : `${own.length} entitled roles`} cannot be taken.`,
        subject: {},
        affected: affectedUsers(organization, rowList(principals).sort()),
        remedy: {
          kind: "human",
          summary: "Bring the application of account access manager back to ACTIVE",
          risk: "high",
          steps: [adviceOf("account-access-application-not-active")],
        },
      });
    });
}
