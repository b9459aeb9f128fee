/** Findings as lines under their cause, for the page and the HTML report: one line for "Engineer is outdated in 52 accounts", not 52. */
import {
  type Finding,
  type FindingGroup,
  type Findings,
  keyOfLine,
  lineKeyOf,
  type Severity,
} from "../../model/finding.ts";
import { withoutIds } from "../brief/without-ids.ts";
import { counted } from "../counted.ts";
import { type GroupSubjects, isOneToDo, lineSentence, planWords } from "../findings/group-words.ts";
import { plain } from "../sanitize.ts";

export interface FindingLine {
  readonly key: string;
  readonly sentence: string;
  readonly severity: Severity;
  readonly count: number;
  /** `140 people`; empty: nobody is affected. */
  readonly people: string;
  /** ISO 8601; undefined: no earlier scan was kept. */
  readonly since: string | undefined;
  readonly fresh: number;
  readonly recurred: number;
  readonly accepted: number;
  readonly todo: string | undefined;
}

export interface FindingSection {
  readonly cause: string;
  readonly title: string;
  readonly count: number;
  readonly lines: readonly FindingLine[];
}

/** What a line is made of, wherever its numbers come from. */
export interface LineParts extends Omit<FindingLine, "sentence" | "people"> {
  readonly cause: string;
  readonly subjects: GroupSubjects;
  readonly users: number;
  /** False: people behind several findings may have been counted more than once. */
  readonly isCountedOnce: boolean;
}

/** Under their causes, in the order in which each cause is met first. */
export function findingSections(all: readonly LineParts[]): readonly FindingSection[] {
  const sections = new Map<string, { title: string; count: number; lines: FindingLine[] }>();
  for (const { cause, subjects, users, isCountedOnce, ...line } of all) {
    const section = sections.get(cause) ?? { title: plain(subjects.title), count: 0, lines: [] };
    sections.set(cause, section);
    section.count += line.count;
    const people = users === 0 ? "" : `${isCountedOnce ? "" : "up to "}${counted(users, "person", "people")}`;
    section.lines.push({ ...line, sentence: plain(lineSentence(subjects)), people });
  }
  return [...sections].map(([cause, section]) => ({ cause, ...section }));
}

interface Found {
  readonly count: number;
  readonly affectedUsers: number;
  /** Different accounts that the findings are about. */
  readonly accounts: number;
  /** All that were looked through. */
  readonly scanned: number;
}

/** `312 open findings affect 140 people in 52 accounts.` */
export function findingsSentence({ count, affectedUsers, accounts, scanned }: Found): string {
  if (count === 0) return `No open finding in ${counted(scanned, "account")}.`;
  const people = affectedUsers === 0 ? "nobody now" : counted(affectedUsers, "person", "people");
  const where = accounts === 0 ? "" : ` in ${counted(accounts, "account")}`;
  return `${counted(count, "open finding")} ${count === 1 ? "affects" : "affect"} ${people}${where}.`;
}

/** Of a scan with its groups. */
export function sectionsOfScan({ groups, findings, accepted }: Findings): readonly FindingSection[] {
  const own = new Map<string, Finding[]>();
  for (const finding of findings) own.set(lineKeyOf(finding), [...(own.get(lineKeyOf(finding)) ?? []), finding]);
  const acceptedOf = (key: string): number => accepted.filter(({ finding }) => lineKeyOf(finding) === key).length;
  return findingSections(
    groups.map((group) => {
      const key = keyOfLine(group);
      const members = own.get(key) ?? [];
      return {
        key,
        cause: group.cause,
        subjects: group,
        severity: group.severity,
        count: group.findings,
        users: group.affected.users,
        isCountedOnce: true,
        since: members.flatMap(({ firstSeen }) => firstSeen ?? []).sort()[0],
        fresh: members.filter(({ isNew }) => isNew === true).length,
        recurred: members.filter(({ isRecurred }) => isRecurred === true).length,
        accepted: acceptedOf(key),
        todo: todoOf(group),
      };
    }),
  );
}

function todoOf(group: FindingGroup): string | undefined {
  if (group.command !== null) return plain(group.command);
  if (group.besideAccepted !== undefined) return planWords(group.besideAccepted);
  return isOneToDo(group) ? withoutIds(plain(group.remedy)) : undefined;
}
