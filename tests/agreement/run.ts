/** Runs cases of the agreement test against one lab, in this process, and counts. */
import { actionAsked } from "../../src/app/action-asked.ts";
import { why } from "../../src/app/why.ts";
import type { ActionAsked } from "../../src/facts/grant/grant-facts.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";
import { type AwsClients, createAwsClients, type RoleCredentials } from "../../src/sources/aws/calling/clients.ts";
import { createAwsReader } from "../../src/sources/aws/reader.ts";
import { createDocumentReader } from "../../src/sources/document/reader.ts";
import { openLab, type TestLab } from "../support/lab.ts";
import { labConnection, testContext } from "../support/reader.ts";
import { unprovedValues } from "../support/stated-values.ts";
import { type Case, caseOf } from "./case.ts";
import { disagreement } from "./judge.ts";
import { documentOf } from "./organization.ts";
import { type OwnSides, openOwnSides } from "./own-sides.ts";
import { seedOfCase } from "./random.ts";
import { createJudge, type Judge } from "./truth.ts";

/** What a run has counted; two of them can be added. */
export interface Tally {
  readonly cases: number;
  readonly verdicts: Readonly<Record<string, number>>;
  /** By the number of faults. */
  readonly byFaults: Readonly<Record<string, number>>;
  /** Cases with one fault and no API that failed. */
  readonly single: number;
  readonly firstIsTheFault: number;
  /** `fault -> what was named first`, with how often and the seed of one of them. */
  readonly misses: Readonly<Record<string, { readonly count: number; readonly seed: number }>>;
  readonly disagreements: readonly { readonly seed: number; readonly what: string }[];
}

export const NOTHING_COUNTED: Tally = {
  cases: 0,
  verdicts: {},
  byFaults: {},
  single: 0,
  firstIsTheFault: 0,
  misses: {},
  disagreements: [],
};

export interface Bench {
  readonly run: (at: Case) => Promise<Tally>;
  readonly close: () => Promise<void>;
}

/** A lab, the judge beside it, and the product's clients, all kept for the whole run. */
export async function openBench(): Promise<Bench> {
  const lab = await openLab({ limits: "off", enforceIam: true });
  const judge = createJudge(lab.url);
  const clients = new Map<string, PooledClients>();
  const clientsOf = (asked: Case["draft"]["asked"]): AwsClients => {
    const key = `${asked.caller} ${asked.region}`;
    const made = clients.get(key) ?? withPooledIam(createAwsClients(connectionOf(lab, asked)));
    clients.set(key, made);
    made.startCase();
    return made.clients;
  };
  const ownSide = openOwnSides(judge);
  return {
    // A case that cannot be run is a failure like any other, and ends nothing but itself.
    run: (one) =>
      runCase({ lab, judge, clientsOf, ownSide }, one).catch((error: unknown) =>
        counted(one, undefined, `could not be run: ${String(error)}`),
      ),
    close: async () => {
      ownSide.close();
      await lab.close();
    },
  };
}

interface Equipment {
  readonly lab: TestLab;
  readonly judge: Judge;
  readonly ownSide: OwnSides;
  readonly clientsOf: (asked: Case["draft"]["asked"]) => AwsClients;
}

const connectionOf = (lab: TestLab, { caller, region }: Case["draft"]["asked"]) =>
  labConnection(lab, {
    region,
    isUnpaced: true,
    auditRole: "OrganizationAccountAccessRole",
    credentials: { accessKeyId: caller, secretAccessKey: "lab" },
  });

interface PooledClients {
  readonly clients: AwsClients;
  /** The accounts of the case before are done with. */
  readonly startCase: () => void;
}

/** As many clients of IAM as accounts that one case looks into: each takes the credentials of one account for the length of a case. */
function withPooledIam(clients: AwsClients): PooledClients {
  interface Pooled {
    current: RoleCredentials;
    readonly client: ReturnType<AwsClients["iam"]>;
  }
  const pool: Pooled[] = [];
  let taken = 0;
  const add = (current: RoleCredentials): Pooled => {
    // A provider whose answers have expired is asked at every call.
    const provider = () => Promise.resolve({ ...one.current, expiration: new Date(0) });
    const one: Pooled = { current, client: clients.iam(provider as unknown as RoleCredentials) };
    pool.push(one);
    return one;
  };
  const iam = (credentials: RoleCredentials): Pooled["client"] => {
    const known = pool.slice(0, taken).find(({ current }) => current.accessKeyId === credentials.accessKeyId);
    if (known) return known.client;
    const next = pool[taken] ?? add(credentials);
    next.current = credentials;
    taken += 1;
    return next.client;
  };
  return {
    clients: { ...clients, iam },
    startCase: () => {
      taken = 0;
    },
  };
}

async function runCase({ lab, judge, clientsOf, ownSide }: Equipment, one: Case): Promise<Tally> {
  const { draft, words, apiFault } = one;
  await lab.put(documentOf(draft));
  const { side, cached } = await ownSide.of(draft.asked);
  const truth = await judge.truthOf(draft, cached);
  const open = draft.asked.hasPortalOpen ? await judge.signIn(draft.asked.user, "existing") : undefined;
  if (apiFault) await lab.fault(apiFault);
  const connection = {
    ...connectionOf(lab, draft.asked),
    ...(open === undefined ? {} : { portalToken: () => Promise.resolve(open) }),
    ...(side.portalToken === undefined ? {} : { portalToken: side.portalToken, mayTakeCredentials: true }),
  };
  const context = testContext();
  const reader = createAwsReader(connection, context, undefined, clientsOf(draft.asked));
  const { client } = side;
  const question = { ...words, isRegionGiven: true, before: beforeOf(one), client, action: actionOf(draft.asked) };
  const answered = await why(question, reader, context).catch((error: unknown) => String(error));
  if (typeof answered === "string") return counted(one, undefined, `threw ${answered}`);
  return counted(one, answered.diagnosis, disagreement(answered.diagnosis, truth, one) ?? unproved(answered.diagnosis));
}

/** What the answer states without holding it in its evidence. */
function unproved(diagnosis: Diagnosis): string | undefined {
  const values = unprovedValues(diagnosis);
  return values.length === 0 ? undefined : `no evidence holds ${values.join(", ")}`;
}

const actionOf = ({ action: asked }: Case["draft"]["asked"]): ActionAsked | undefined =>
  actionAsked({ action: asked?.action, resource: asked && ("resource" in asked ? asked.resource : "*") });

function beforeOf({ draft: { asked } }: Case) {
  if (!asked.before) return undefined;
  const loaded = loadOrganizationDocument(asked.before);
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return createDocumentReader(loaded.document);
}

function counted({ seed, faults, apiFault }: Case, diagnosis: Diagnosis | undefined, what: string | undefined): Tally {
  const [fault, second] = faults;
  const named = diagnosis?.causes[0]?.id ?? "nothing";
  // What the user is entitled to comes before the loss of an assignment.
  const isSecondRoad = /^(entitle|account-access)/.test(named);
  const isSingle = diagnosis !== undefined && fault !== undefined && !second && !apiFault && !isSecondRoad;
  const isRight = isSingle && named === fault.name;
  return {
    cases: 1,
    verdicts: { [diagnosis?.verdict ?? "none"]: 1 },
    byFaults: { [`${faults.length}${apiFault ? " and an API" : ""}`]: 1 },
    single: isSingle ? 1 : 0,
    firstIsTheFault: isRight ? 1 : 0,
    misses: isSingle && !isRight ? { [`${fault.name} -> ${named}`]: { count: 1, seed } } : {},
    disagreements: what === undefined ? [] : [{ seed, what: `${faults.map(({ name }) => name).join(" + ")}: ${what}` }],
  };
}

export function sumOf(a: Tally, b: Tally): Tally {
  const misses = { ...a.misses };
  for (const [key, miss] of Object.entries(b.misses))
    misses[key] = { seed: miss.seed, count: miss.count + (misses[key]?.count ?? 0) };
  return {
    cases: a.cases + b.cases,
    verdicts: countsOf(a.verdicts, b.verdicts),
    byFaults: countsOf(a.byFaults, b.byFaults),
    single: a.single + b.single,
    firstIsTheFault: a.firstIsTheFault + b.firstIsTheFault,
    misses,
    disagreements: [...a.disagreements, ...b.disagreements],
  };
}

function countsOf(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a };
  for (const [key, count] of Object.entries(b)) sum[key] = count + (sum[key] ?? 0);
  return sum;
}

/** The cases of a run with the numbers `from`, `from + step`, … below `cases`. */
export async function runCases(
  { seed, cases, from = 0, step = 1 }: { seed: number; cases: number; from?: number; step?: number },
  onProgress: (tally: Tally) => void = () => undefined,
): Promise<Tally> {
  const bench = await openBench();
  let tally = NOTHING_COUNTED;
  for (let at = from; at < cases; at += step) {
    tally = sumOf(tally, await bench.run(caseOf(seedOfCase(seed, at))));
    onProgress(tally);
  }
  await bench.close();
  return tally;
}

/** The figures of a run, for people. */
export function report(tally: Tally, seed: number): string {
  const words = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([word, count]) => `${word} ${count}`)
      .join(", ");
  const rate = tally.single === 0 ? "" : `, ${((100 * tally.firstIsTheFault) / tally.single).toFixed(2)} %`;
  return [
    `agreement, seed ${seed}: ${tally.cases} organizations, ${tally.disagreements.length} disagreements`,
    `  verdicts: ${words(tally.verdicts)}`,
    `  faults at once: ${words(tally.byFaults)}`,
    `  one fault: the first cause is the fault in ${tally.firstIsTheFault} of ${tally.single}${rate}`,
    ...Object.entries(tally.misses)
      .sort(([, a], [, b]) => b.count - a.count)
      .map(([kind, { count, seed: example }]) => `    ${count} x ${kind} (case ${example})`),
    ...tally.disagreements.map(({ seed: example, what }) => `  DISAGREES (case ${example}): ${what}`),
    "",
  ].join("\n");
}
