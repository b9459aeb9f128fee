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
export function groupsOf(
  findings: readonly Finding[],
  organization: ScannedOrganization,
  accepted: readonly Finding[] = [],
): readonly FindingGroup[] {
  const acceptedBy = grouped(accepted, lineKeyOf);
  const groups = [...grouped(findings, lineKeyOf)].flatMap(([key, own]) => {
    const [first] = own;
    return first ? [groupOf(first, own, { organization, accepted: acceptedBy.get(key) ?? [] })] : [];
  });
  return groups.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      b.affected.users - a.affected.users ||
      b.accounts.length - a.accounts.length,
  );
}

interface Beside {
  readonly organization: ScannedOrganization;
  /** Of the same line. */
  readonly accepted: readonly Finding[];
}

function groupOf(first: Finding, own: readonly Finding[], { organization, accepted }: Beside): FindingGroup {
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
    ...commandOf(own, accepted.length),
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

/** Accounts that a command names one by one; more where `--all` would reach what is accepted. */
const NAMED_IN_COMMAND = 3;
const NAMED_BESIDE_ACCEPTED = 10;

/** `idc-doctor provision Engineer --all`: `--all` reaches the accounts in which the set is provisioned, old or not, accepted or not. */
function commandOf(findings: readonly Finding[], accepted: number): Pick<FindingGroup, "command" | "besideAccepted"> {
  const changes = findings.flatMap(({ remedy }) => (remedy.kind === "api" ? remedy.changes : []));
  const provisionings = changes.filter((change) => change.kind === "provision-permission-set");
  const [first] = provisionings;
  if (!first || provisionings.length < findings.length || provisionings.length < changes.length)
    return { command: null };
  const accounts = [...new Set(provisionings.map(({ accountId }) => accountId))];
  const set = shellWord(first.permissionSetName);
  if (accounts.length <= (accepted > 0 ? NAMED_BESIDE_ACCEPTED : NAMED_IN_COMMAND))
    return { command: ownCommand("provision", [set, ...accounts]) };
  const isEverywhere = findings.every(({ cause }) => cause === "outdated");
  if (accepted > 0 && isEverywhere) return { command: null, besideAccepted: accepted };
  return { command: isEverywhere ? ownCommand("provision", [set], ["--all"]) : null };
}
