/** Plays histories on one lab, asks, and holds every answer against what is true and what happened. */
import { setTimeout as wait } from "node:timers/promises";
import { why } from "../../src/app/why.ts";
import type { WriteServices } from "../../src/app/write/services.ts";
import type { Context } from "../../src/model/context.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { AccessError } from "../../src/model/errors.ts";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { type AwsClients, createAwsClients } from "../../src/sources/aws/calling/clients.ts";
import { createAwsReader } from "../../src/sources/aws/reader.ts";
import { createDocumentReader } from "../../src/sources/document/reader.ts";
import { collectOrganization } from "../../src/sources/organization/collecting/collect.ts";
import { refreshOrganization } from "../../src/sources/organization/refreshing/refresh.ts";
import type { Reader } from "../../src/sources/reader.ts";
import { createRandom } from "../agreement/random.ts";
import { timeless } from "../support/changes/compare.ts";
import { openLab, type TestLab } from "../support/lab.ts";
import { labConnection, testContext } from "../support/reader.ts";
import { MANAGEMENT } from "./beginning.ts";
import { type CallsCounted, callBound, roundBound } from "./call-bound.ts";
import type { History } from "./history.ts";
import { evidenceExists } from "./invariants/evidence.ts";
import { fixFails } from "./invariants/fix.ts";
import { closedRole, roleFixFails } from "./invariants/fix-role.ts";
import { JUDGED_CAUSES, provedHappened } from "./invariants/happened.ts";
import type { Answered, Invariant } from "./invariants/invariant.ts";
import { differsFromSnapshot, differsTheSecondTime } from "./invariants/same-twice.ts";
import { secondRoadAgrees } from "./invariants/second-road.ts";
import { verdictAgrees } from "./invariants/verdict.ts";
import { whoCanDiffers } from "./invariants/who-can.ts";
import { play } from "./play.ts";
import { type AskedQuestion, questionsOf } from "./questions.ts";
import { placeKey, type RoleTruth, roleTruthOf, type Truth, truthOf } from "./truth.ts";
import { alive, type HistoryWorld } from "./world.ts";

export interface Judged {
  readonly history: History;
  /** What was done, in words. */
  readonly told: readonly string[];
  readonly violations: readonly string[];
  readonly questions: number;
  /** Calls of each question that was answered, and what the formula allows (docs/design-notes.md). */
  readonly calls: readonly CallsCounted[];
  /** Causes that were called proved and that nothing here judges. */
  readonly unjudged: readonly string[];
}

export interface HistoryBench {
  readonly judge: (history: History) => Promise<Judged>;
  readonly close: () => Promise<void>;
}

const INVARIANTS: readonly Invariant[] = [verdictAgrees, evidenceExists, provedHappened, secondRoadAgrees];

export async function openHistoryBench(): Promise<HistoryBench> {
  const lab = await openLab({ limits: "off" });
  const clients = createAwsClients(connectionOf(lab));
  return {
    judge: (history) => judged(lab, clients, history),
    close: () => lab.close(),
  };
}

const connectionOf = (lab: TestLab) =>
  labConnection(lab, {
    isUnpaced: true,
    // A busy machine is no failed read.
    timeout: 60_000,
    auditRole: "OrganizationAccountAccessRole",
    credentials: { accessKeyId: MANAGEMENT, secretAccessKey: "lab" },
  });

/** What is shared by the questions of a history. */
interface Asking {
  readonly lab: TestLab;
  readonly clients: AwsClients;
  readonly world: HistoryWorld;
  /** What AWS still worked on when the truth and the snapshot were taken. */
  readonly working: string;
  readonly truth: Truth;
  readonly snapshot: OrganizationDocument;
  readonly context: Context;
}

async function judged(lab: TestLab, clients: AwsClients, history: History): Promise<Judged> {
  let middle: OrganizationDocument | undefined;
  const world = await play(lab.url, history, async (now) => {
    middle = await collected(lab, now);
  });
  const context = await labContext(world);
  const working = await underWay(lab);
  const truth = await truthOf(lab, world);
  const snapshot = await collected(lab, world);
  const asking: Asking = { lab, clients, world, working, truth, snapshot, context };
  const questions = questionsOf(world, truth, createRandom(history.seed ^ 0x5bd1e995));
  const violations = [
    ...whoCanDiffers(snapshot, truth),
    ...(middle ? await refreshDiffers(lab, middle, snapshot, context) : []),
  ];
  const answers: (Answered | undefined)[] = [];
  for (const question of questions) {
    const { answered, wrong } = await ask(asking, question);
    answers.push(answered);
    violations.push(...wrong.map((what) => `${inWords(question)}: ${what}`));
  }
  const repairable = questions.find((_, at) => answers[at] && isRepairable(answers[at].diagnosis));
  if (repairable && violations.length === 0)
    violations.push(...(await repaired(asking, repairable)).map((what) => `fix ${inWords(repairable)}: ${what}`));
  if (violations.length === 0 && [...truth.entitled.values()].some((roles) => [...roles.values()].includes(false)))
    violations.push(...(await roleRepaired(asking)));
  const given = answers.filter((one) => one !== undefined);
  return {
    history,
    told: world.told,
    violations,
    questions: questions.length,
    calls: given.map(callsOf),
    unjudged: given.flatMap(({ diagnosis }) =>
      diagnosis.causes.flatMap(({ id, confidence }) =>
        confidence === "proved" && !JUDGED_CAUSES.includes(id) ? [String(id)] : [],
      ),
    ),
  };
}

function callsOf({ truth, question, diagnosis }: Answered): CallsCounted {
  const { account, permissionSet, means } = question;
  const counted = {
    document: truth.document,
    user: { words: question.user, id: means.people[0]?.id },
    account,
    permissionSet,
    grants: diagnosis.grants,
    hasAuditRole: true,
  };
  const { total: made, rounds } = diagnosis.calls;
  return { made, allowed: callBound(counted), rounds, roundsAllowed: roundBound(counted) };
}

const isRepairable = ({ verdict, causes }: Diagnosis): boolean =>
  verdict !== "works" && causes.some(({ remedy }) => remedy.kind === "api");

const inWords = ({ user, account, permissionSet }: AskedQuestion): string =>
  `why "${user}" "${account ?? ""}" "${permissionSet ?? ""}"`;

/** Both walks, because catching up sees more than one of them. */
const collected = async (lab: TestLab, world: HistoryWorld) =>
  (await collectOrganization(connectionOf(lab), await labContext(world), { isComplete: true })).document;

/** Nothing tells a refresh of aliases: it keeps those that it knows, and only a collection asks accounts for theirs. */
const withoutAliases = (document: OrganizationDocument): OrganizationDocument => ({
  ...document,
  accounts: document.accounts.map(({ alias: _, ...account }) => account),
});

async function refreshDiffers(
  lab: TestLab,
  middle: OrganizationDocument,
  end: OrganizationDocument,
  context: Context,
): Promise<readonly string[]> {
  const refreshed = await refreshOrganization(middle, connectionOf(lab), context);
  if (refreshed.kind !== "refreshed") return [];
  const [then, now] = [refreshed.document, end].map((document) => timeless(withoutAliases(document))) as [
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  return Object.keys(now).flatMap((part) => {
    const [a, b] = [JSON.stringify(then[part]), JSON.stringify(now[part])];
    return a === b ? [] : [`the refreshed snapshot and a new one differ in ${part}: ${a} against ${b}`];
  });
}

/** What AWS still works on. */
const underWay = async (lab: TestLab): Promise<string> =>
  JSON.stringify((await lab.document()).requests?.filter(({ status }) => status === "IN_PROGRESS"));

/** Asks and judges; where work that nobody awaited ended since the truth was taken, the answers are of two organizations, and say nothing. */
async function ask(asking: Asking, question: AskedQuestion): Promise<Asked> {
  const asked = await askOnce(asking, question);
  return asking.working === (await underWay(asking.lab)) ? asked : { wrong: [] };
}

interface Asked {
  readonly answered?: Answered;
  readonly wrong: readonly string[];
}

async function askOnce(asking: Asking, question: AskedQuestion): Promise<Asked> {
  const { lab, clients, context, world, truth, snapshot } = asking;
  const live = await answerOf(question, createAwsReader(connectionOf(lab), context, undefined, clients), context);
  if (typeof live === "string") return { wrong: refusedWrongly(asking, question, live) };
  if (question.means.people.length > 1)
    return { wrong: [`"${question.user}" is the name of ${question.means.people.length} people, and one was taken`] };
  const again = await answerOf(question, createAwsReader(connectionOf(lab), context, undefined, clients), context);
  const saved = await answerOf(question, createDocumentReader(snapshot), context);
  const answered: Answered = { world, truth, question, diagnosis: live, roles: await rolesOf(asking, question, live) };
  return {
    answered,
    wrong: [
      ...INVARIANTS.flatMap((holds) => holds(answered)),
      ...(typeof again === "string" ? [`asked again it threw ${again}`] : differsTheSecondTime(live, again)),
      ...(typeof saved === "string" ? [`from the snapshot it threw ${saved}`] : differsFromSnapshot(live, saved)),
    ],
  };
}

/** The answer, or the code of the error in its place. */
async function answerOf(question: AskedQuestion, reader: Reader, context: Context): Promise<Diagnosis | string> {
  const { user, account, permissionSet } = question;
  try {
    return (await why({ user, account, permissionSet, isRegionGiven: true }, reader, context)).diagnosis;
  } catch (error) {
    return error instanceof AccessError
      ? error.code
      : `a defect: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** Words that name several people, or nothing that is there, may be asked about; all others are answered. */
function refusedWrongly(
  { world }: Asking,
  { means, account, permissionSet }: AskedQuestion,
  code: string,
): readonly string[] {
  if (code === "ambiguous" && means.people.length > 1) return [];
  const isSetGone =
    permissionSet !== null &&
    means.set?.goneAt !== undefined &&
    // An ARN names the set that is gone, whoever has its name now.
    (permissionSet === means.set.id ||
      !world.sets.some(
        ({ name, goneAt }) => goneAt === undefined && name.toLowerCase() === means.set?.name.toLowerCase(),
      ));
  const isAccountGone = account !== null && means.account?.goneAt !== undefined;
  if (code === "not-found" && (isSetGone || isAccountGone)) return [];
  return [`threw ${code}`];
}

async function rolesOf(asking: Asking, question: AskedQuestion, { grants }: Diagnosis): Promise<Answered["roles"]> {
  const { lab, world, truth } = asking;
  const [person] = question.means.people;
  const roles = new Map<string, RoleTruth>();
  for (const { account, permissionSet } of grants) {
    const key = placeKey({ account, set: permissionSet ?? "" });
    if (person && permissionSet !== null && truth.portals.get(person.id)?.has(key) === true)
      roles.set(key, await roleTruthOf(lab, world, { userName: person.name, account, set: permissionSet }));
  }
  return roles;
}

async function repaired({ lab, world, context }: Asking, question: AskedQuestion): Promise<readonly string[]> {
  // Work that is under way ends first: what it brings is not the repair's.
  await lab.advance("PT3M");
  const settled = await truthOf(lab, world);
  return fixFails({ lab, world, truth: settled, question, services: servicesFor(lab, context) });
}

/** On the second road. */
async function roleRepaired({ lab, world, context }: Asking): Promise<readonly string[]> {
  await lab.advance("PT3M");
  const settled = await truthOf(lab, world);
  const closed = closedRole(settled, alive(world.users));
  if (!closed) return [];
  const found = await roleFixFails({ lab, world, truth: settled, services: servicesFor(lab, context) }, closed);
  return found.map((what) => `fix ${closed.person.name} ${closed.roleArn}: ${what}`);
}

function servicesFor(lab: TestLab, context: Context): Omit<WriteServices, "journal"> {
  let isApplying = false;
  const passing: Context = {
    ...context,
    delay: async (milliseconds, signal) =>
      isApplying
        ? lab.advance(`PT${Math.ceil(milliseconds / 1000)}S`)
        : void (await wait(milliseconds, undefined, signal ? { signal } : {})),
  };
  return {
    connection: { aws: connectionOf(lab), from: undefined, isRegionGiven: true },
    context: passing,
    isDryRun: false,
    confirm: () => {
      isApplying = true;
      return Promise.resolve(true);
    },
    onProgress: () => undefined,
  };
}

/** A context whose clock is the lab's. */
async function labContext(world: HistoryWorld): Promise<Context> {
  const ahead = Date.parse(await world.now()) - Date.now();
  return testContext({ now: () => new Date(Date.now() + ahead) });
}
