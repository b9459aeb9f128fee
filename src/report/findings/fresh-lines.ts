/** What the last scan did not have, before everything else: one line for each cause and permission set, and none left out. */
import { assignmentWords, type Finding, type Findings, isAboutAssignments, lineKeyOf } from "../../model/finding.ts";
import { grouped } from "../../model/grouped.ts";
import { hanging } from "../layout.ts";
import { plain } from "../sanitize.ts";
import type { TextStyle } from "../text-style.ts";
import { subjectsOf } from "./group-words.ts";
import { isFresh, stateOf } from "./state.ts";

/** `new      medium outdated  Engineer in sandbox`, the new ones first. */
export function freshLines(findings: Findings, { palette, width }: TextStyle): readonly string[] {
  const lines = (["new", "recurred"] as const).flatMap((state) => {
    const own = findings.findings.filter((finding) => stateOf(finding, findings) === state);
    return [...grouped(own, lineKeyOf).values()].map((group) => ({ state, group }));
  });
  const longest = Math.max(...lines.map(({ group }) => group[0]?.cause.length ?? 0));
  return lines.flatMap(({ state, group }) => {
    const [first] = group;
    if (!first) return [];
    const head = `${state.padEnd(9)}${first.severity.padEnd(7)}${first.cause.padEnd(longest)}  `;
    return hanging(head, plain(wordsOf(first, group)), width).map((line, at) =>
      at === 0 ? palette.strong(line.slice(0, 9)) + line.slice(9) : line,
    );
  });
}

/** Grants that are named before they are counted. */
const GRANTS_NAMED = 3;

function wordsOf({ title, cause, subject }: Finding, group: readonly Finding[]): string {
  const grants = isAboutAssignments(cause)
    ? [...new Set(group.flatMap((one) => assignmentWords(one.subject) ?? []))]
    : [];
  return subjectsOf({
    title,
    permissionSet: grants.length > 0 ? undefined : subject.permissionSet,
    accounts: different(group.flatMap((one) => one.subject.account ?? [])),
    principals: different(group.flatMap((one) => one.subject.principal ?? [])),
    ...(grants.length > 0 && { grants: { count: grants.length, sample: grants.slice(0, GRANTS_NAMED) } }),
  });
}

const different = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/** ` (2 new, 1 recurred)` of a line, by its key; empty: nothing of it is. */
export function freshMarks({ findings }: Pick<Findings, "findings">): (key: string) => string {
  const byKey = grouped(findings.filter(isFresh), lineKeyOf);
  return (key) => {
    const own = byKey.get(key) ?? [];
    const [fresh, back] = [own.filter(({ isNew }) => isNew).length, own.filter(({ isRecurred }) => isRecurred).length];
    const words = [...(fresh > 0 ? [`${fresh} new`] : []), ...(back > 0 ? [`${back} recurred`] : [])];
    return words.length === 0 ? "" : ` (${words.join(", ")})`;
  };
}
