/** A whole diagnosis in few lines, for recorded answers: everything that a reader is told, and which calls prove it. */
import { createHash } from "node:crypto";
import type { EntitledLink, EntitledPath, Link, Via } from "../../src/model/access-path.ts";
import type { DiagnosedCause, Diagnosis, GrantVerdict, Remedy } from "../../src/model/diagnosis.ts";

/** How many rows of one kind are told; an answer about everything has hundreds. */
const MOST = 6;
const MOST_CAUSES = 3;

/** One thing in a line, the worst first, as the answer has them; the last line stands for all that is left out before it. */
export function recordedAnswer(diagnosis: Diagnosis): string {
  const short = abbreviated([
    ...headLines(diagnosis),
    ...firstOf(
      diagnosis.paths.map(
        ({ via, permissionSet, links }) => `path ${way(via)} to ${permissionSet?.name}: ${shortChain(links)}`,
      ),
    ),
    ...(diagnosis.entitledPaths ?? []).map((path) => `entitled ${entitledLine(path)}: ${shortChain(path.links)}`),
    ...tailLines(diagnosis).filter((line) => !/^(?:used|not examined .*: behind the )/.test(line)),
  ]);
  return `${short}\nwhole ${digestOf(wholeAnswer(diagnosis))}`;
}

/** The same with every link's sentence and proof, and every row. */
export function wholeAnswer(diagnosis: Diagnosis): string {
  const proof = proofIn(diagnosis);
  const { causes, grants, paths, entitledPaths = [] } = diagnosis;
  return abbreviated([
    ...headLines(diagnosis),
    ...grants.slice(MOST).map(grantLine),
    ...causes.slice(MOST_CAUSES).flatMap((cause) => causeLines(cause, proof)),
    ...paths.map(
      ({ via, permissionSet, links }) => `path ${way(via)} to ${permissionSet?.name}: ${chain(links, proof)}`,
    ),
    ...entitledPaths.map((path) => `entitled ${entitledLine(path)}: ${chain(path.links, proof)}`),
    ...tailLines(diagnosis),
  ]);
}

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 10);

function headLines(diagnosis: Diagnosis): readonly string[] {
  const { verdict, grants, has, causes } = diagnosis;
  const proof = proofIn(diagnosis);
  return [
    `${verdict}: ${asked(diagnosis)}`,
    ...firstOf(grants.map(grantLine)),
    ...(has
      ? [`has ${[...has.grants.map(shown), ...(has.unnamed > 0 ? [`${has.unnamed} more`] : [])].join(", ")}`]
      : []),
    ...causes.slice(0, MOST_CAUSES).flatMap((cause) => causeLines(cause, proof)),
    ...firstOf(
      causes.slice(MOST_CAUSES).map(({ id, confidence, grant }) => `cause ${id}, ${confidence}${ofGrant(grant)}`),
    ),
  ];
}

function tailLines(diagnosis: Diagnosis): readonly string[] {
  const { decisions = [], since = [], couldNotRead, additionalSources, notExamined } = diagnosis;
  return [
    ...decisions.map((decision) => `decision ${JSON.stringify(decision)}`),
    ...since.map(
      ({ snapshotAt, changes }) =>
        `since ${snapshotAt}: ${changes.map(({ what, summary }) => `${what} ${summary}`).join("; ")}`,
    ),
    ...couldNotRead.map(({ service, operation, kind }) => `could not read ${service} ${operation} (${kind})`),
    ...additionalSources.map(({ source, why }) => `used ${source} ${why}`),
    ...notExamined.map(({ what, reason }) => `not examined ${what}: ${reason}`),
  ];
}

const firstOf = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST ? lines : [...lines.slice(0, MOST), `${lines.length - MOST} more`];

/** What is in order needs no sentence. */
const shortChain = (links: readonly (Link | EntitledLink)[]): string =>
  links
    .map(({ stage, state, summary }) => `${stage} ${state}${/^(?:broken|unknown)$/.test(state) ? ` (${summary})` : ""}`)
    .join("; ");

type Proof = (evidence: readonly string[]) => string;

/** Ids of evidence number the calls; which calls they were is worth more. */
const proofIn =
  ({ evidence: all }: Diagnosis): Proof =>
  (evidence) =>
    evidence.length === 0
      ? ""
      : ` [${evidence.map((id) => all[id as keyof typeof all]?.operation ?? `missing ${id}`).join(" ")}]`;

function asked({ question: { user, account, permissionSet } }: Diagnosis): string {
  const near = user.near?.map(({ userName }) => userName);
  return [
    `user ${user.asked}${user.id === null ? " (not found)" : ""}`,
    `account ${account.id}`,
    `set ${permissionSet.name}`,
    ...(near ? [`near ${near.join(" ")}`] : []),
    ...(user.compared ? [`compared ${user.compared.users} ${user.compared.which}`] : []),
  ].join(", ");
}

const grantLine = ({
  account,
  accountName,
  permissionSet,
  verdict,
  isLost,
  isLostPerhaps,
  isOthers,
}: GrantVerdict): string =>
  [
    `grant ${permissionSet} in ${account} ${accountName}: ${verdict}`,
    ...(isLost ? [", lost"] : []),
    ...(isLostPerhaps ? [" perhaps"] : []),
    ...(isOthers ? [", of others"] : []),
  ].join("");

const shown = (row: NonNullable<Diagnosis["has"]>["grants"][number]): string =>
  `${row.permissionSet}${row.isDirect ? " directly" : ""}`;

const ofGrant = (grant: DiagnosedCause["grant"]): string =>
  grant ? ` (${grant.permissionSet} in ${grant.account})` : "";

function causeLines(
  { id, stage, confidence, grant, summary, evidence, remedy, tellUser }: DiagnosedCause,
  proof: Proof,
) {
  return [
    `cause ${id} at ${stage}, ${confidence}${ofGrant(grant)}: ${summary}${proof(evidence)}`,
    `  ${remedyText(remedy)}`,
    ...(tellUser ? [`  tell: ${tellUser.join(" / ")}`] : []),
  ];
}

export function remedyText(remedy: Remedy): string {
  const head = `${remedy.kind}${"risk" in remedy ? ` ${remedy.risk}` : ""}: ${remedy.summary}`;
  if (remedy.kind !== "api") return [head, ...remedy.steps].join(" / ");
  const { changes, notes, roleArn } = remedy;
  return [
    head,
    ...changes.map((change) => JSON.stringify(change)),
    ...notes,
    ...(roleArn === undefined ? [] : [roleArn]),
  ].join(" / ");
}

const way = (via: Via): string => (via === "direct" ? via : `by ${via.group.name} ${via.group.id}`);

const entitledLine = ({ via, account, accountName, role, portal }: EntitledPath): string =>
  `${way(via)} to ${role.arn} in ${account} ${accountName} by ${portal}`;

const chain = (links: readonly (Link | EntitledLink)[], proof: Proof): string =>
  links.map(({ stage, state, summary, evidence }) => `${stage} ${state} (${summary})${proof(evidence)}`).join("; ");

/** Long beginnings of ARNs and ids that say nothing here. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/arn:aws:sso:::permissionSet\/ssoins-\w+\/ps-/g, "ps-"],
  [/arn:aws:sso:::instance\/ssoins-\w+/g, "ssoins"],
  [/"instanceArn":"ssoins",/g, ""],
  [/-1111-4222-8333-444455556666/g, "-u"],
  [/-aaaa-4bbb-8ccc-ddddeeeeffff/g, "-g"],
];

export const abbreviated = (lines: readonly string[]): string =>
  lines
    .map((line) => SHORT.reduce((text, [long, short]) => text.replace(long, short), line).replaceAll("\n", "\\n"))
    .join("\n");
