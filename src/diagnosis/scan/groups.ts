/** Findings as somebody works through them: those of one cause about one permission set are one thing to do. */
import {
  assignmentWords,
  type Finding,
  type FindingGroup,
  isAboutAssignments,
  lineKeyOf,
  SEVERITIES,
} from "../../model/finding.ts";
import { grouped } from "../../model/grouped.ts";
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import { affectedByAll, GRANTS_NAMED, type ScannedOrganization } from "./organization.ts";
import { inOneLineOf } from "./rule.ts";

/** By severity, then by the people affected, then by accounts; what is equal stays in the order of the findings. */
export function groupsOf(findings: readonly Finding[], organization: ScannedOrganization): readonly FindingGroup[] {
  const groups = [...grouped(findings, lineKeyOf).values()].flatMap((own) => {
    const [first] = own;
    return first ? [groupOf(first, own, organization)] : [];
  });
  return groups.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      b.affected.users - a.affected.users ||
      b.accounts.length - a.accounts.length,
  );
}

function groupOf(first: Finding, own: readonly Finding[], organization: ScannedOrganization): FindingGroup {
  const { cause, severity, title, subject, remedy } = first;
  const permissionSet = isAboutAssignments(cause) ? undefined : subject.permissionSet;
  const inOneLine = permissionSet && inOneLineOf(cause);
  return {
    cause,
    severity,
    title,
    ...(inOneLine !== undefined && { inOneLine }),
    ...(permissionSet && { permissionSet }),
    findings: own.length,
    accounts: different(own.flatMap((one) => one.subject.account ?? [])),
    principals: different(own.flatMap((one) => one.subject.principal ?? [])),
    affected: affectedByAll(organization, own),
    ...(isAboutAssignments(cause) && grantsOf(own)),
    command: commandOf(own),
    remedy: remedy.summary,
  };
}

/** Each permission set or role of an account once, whoever has it. */
function grantsOf(own: readonly Finding[]): Pick<FindingGroup, "grants"> {
  const all = new Set(own.flatMap(({ subject }) => assignmentWords(subject) ?? []));
  return all.size === 0 ? {} : { grants: { count: all.size, sample: [...all].slice(0, GRANTS_NAMED) } };
}

const different = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/** Accounts that a command names one by one. */
const NAMED_IN_COMMAND = 3;

/** `idc-doctor provision Engineer --all`: `--all` reaches the accounts in which the set is provisioned, old or not. */
function commandOf(findings: readonly Finding[]): string | null {
  const changes = findings.flatMap(({ remedy }) => (remedy.kind === "api" ? remedy.changes : []));
  const provisionings = changes.filter((change) => change.kind === "provision-permission-set");
  const [first] = provisionings;
  if (!first || provisionings.length < findings.length || provisionings.length < changes.length) return null;
  const accounts = [...new Set(provisionings.map(({ accountId }) => accountId))];
  const isEverywhere = findings.every(({ cause }) => cause === "outdated");
  if (accounts.length > NAMED_IN_COMMAND && !isEverywhere) return null;
  const set = shellWord(first.permissionSetName);
  return accounts.length > NAMED_IN_COMMAND
    ? ownCommand("provision", [set], ["--all"])
    : ownCommand("provision", [set, ...accounts]);
}
