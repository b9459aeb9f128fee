/** Findings as somebody works through them: those of one cause about one permission set are one thing to do. */
import type { Finding, FindingGroup } from "../../model/finding.ts";
import { grouped } from "../../model/grouped.ts";
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import { affectedByAll, GRANTS_NAMED, type ScannedOrganization } from "./organization.ts";
import { inOneLineOf } from "./rule.ts";

/** In the order of the findings: the group of the worst finding first. */
export function groupsOf(findings: readonly Finding[], organization: ScannedOrganization): readonly FindingGroup[] {
  return [...grouped(findings, groupKey).values()].flatMap((own) => {
    const [first] = own;
    return first ? [groupOf(first, own, organization)] : [];
  });
}

const groupKey = ({ severity, cause, subject: { permissionSet } }: Finding): string =>
  [severity, cause, permissionSet?.arn ?? ""].join(" ");

function groupOf(first: Finding, own: readonly Finding[], organization: ScannedOrganization): FindingGroup {
  const { cause, severity, title, subject, remedy } = first;
  const inOneLine = subject.permissionSet && inOneLineOf(cause);
  return {
    cause,
    severity,
    title,
    ...(inOneLine !== undefined && { inOneLine }),
    ...(subject.permissionSet && { permissionSet: subject.permissionSet }),
    findings: own.length,
    accounts: different(own.flatMap((one) => one.subject.account ?? [])),
    principals: different(own.flatMap((one) => one.subject.principal ?? [])),
    affected: affectedByAll(organization, own),
    ...grantsOf(own),
    command: commandOf(own),
    remedy: remedy.summary,
  };
}

/** Each grant once; those beyond a finding's sample are counted for each finding. */
function grantsOf(own: readonly Finding[]): Pick<FindingGroup, "grants"> {
  const known = own.flatMap(({ grants }) => grants ?? []);
  if (known.length < own.length) return {};
  const sample = [...new Set(known.flatMap((grants) => grants.sample))];
  const more = known.reduce((sum, grants) => sum + grants.count - grants.sample.length, 0);
  return { grants: { count: sample.length + more, sample: sample.slice(0, GRANTS_NAMED) } };
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
