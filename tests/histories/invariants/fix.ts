/** A repair gives the person the access that was asked for and nobody anything that the plan did not say; undoing it gives everything back as it was. */
import { type Fixed, fix } from "../../../src/app/fix.ts";
import { undoFix } from "../../../src/app/undo.ts";
import type { WriteServices } from "../../../src/app/write/services.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { memoryJournal } from "../../../src/store/memory-journal.ts";
import type { TestLab } from "../../support/lab.ts";
import type { AskedQuestion } from "../questions.ts";
import { placeKey, portalsOf, type Truth } from "../truth.ts";
import { gone, type HistoryWorld, type Named } from "../world.ts";

export interface FixOnLab {
  readonly lab: TestLab;
  readonly world: HistoryWorld;
  readonly truth: Truth;
  readonly question: AskedQuestion;
  readonly services: Omit<WriteServices, "journal">;
}

interface Difference {
  readonly user: string;
  readonly place: string;
}

export async function fixFails({ lab, world, truth, question, services }: FixOnLab): Promise<readonly string[]> {
  const { user, account, permissionSet, means } = question;
  const [person] = means.people;
  if (account === null || permissionSet === null || !person || !means.account || !means.set) return [];
  const withJournal: WriteServices = { ...services, journal: memoryJournal() };
  const fixed = await fix({ user, account, permissionSet, isRegionGiven: true }, withJournal);
  const after = await portalsOf(lab, world);
  const [won, lost] = [differences(after, truth.portals), differences(truth.portals, after)];
  if (fixed.kind !== "applied") return unasked(fixed, won, lost);
  const wanted = placeKey({ account: means.account.id, set: means.set.name });
  const isGiven = after.get(person.id)?.has(wanted) === true;
  const told = namesIn(fixed.plan);
  const broken = [
    ...(fixed.verification.kind === "verified" && !isGiven ? ["fix says verified, and the portal shows nothing"] : []),
    // A set without a policy opens a role in which everything is denied: then a fix is not verified, and must say why.
    ...(fixed.verification.kind !== "verified" && isGiven && !fixed.verification.reason.startsWith("no-policy")
      ? [`fix says "${fixed.verification.reason}", and the portal shows the grant`]
      : []),
    ...(fixed.verification.kind !== "verified" && !isGiven
      ? [`fix was applied and gave nothing: ${summary(fixed.plan)}`]
      : []),
    ...won
      .filter((one) => !(one.user === person.id && one.place === wanted) && !isTold(told, world, one))
      .map((one) => `fix gave ${one.user} ${one.place} without a word: ${summary(fixed.plan)}`),
    ...lost.map((one) => `fix took ${one.place} from ${one.user}: ${summary(fixed.plan)}`),
  ];
  if (broken.length > 0) return broken;
  const undone = await undoFix(fixed.plan.id, withJournal);
  if (isRefusedForTheGone(undone, world) || isOnlyProvisioned(undone, fixed.plan)) return [];
  if (undone.kind !== "applied") return [`the undo of ${summary(fixed.plan)} ended as ${undone.kind}`];
  const restored = await portalsOf(lab, world);
  return [
    ...differences(restored, truth.portals).map(
      (one) => `after the undo ${one.user} still has ${one.place}: ${summary(fixed.plan)}`,
    ),
    ...differences(truth.portals, restored).map(
      (one) => `after the undo ${one.user} lacks ${one.place}: ${summary(fixed.plan)}`,
    ),
  ];
}

/** AWS assigns nothing to a principal that is gone (facts D13): the row of a deleted one cannot be given back. */
function isRefusedForTheGone(undone: Fixed, { users, groups }: HistoryWorld): boolean {
  if (undone.kind !== "refusal-predicted") return false;
  const dead = gone<Named>([...users, ...groups]);
  return undone.plan.steps.every(
    ({ change }) => change.kind === "create-account-assignment" && dead.some(({ id }) => id === change.principal.id),
  );
}

/** What AWS does not keep cannot be given back: provisioning is not undone (facts S12). */
const isOnlyProvisioned = ({ kind }: Fixed, { steps }: Plan): boolean =>
  kind === "nothing-to-do" && steps.every(({ change }) => change.kind === "provision-permission-set");

/** What did not end as applied changed nobody's portal. */
function unasked(fixed: Fixed, won: readonly Difference[], lost: readonly Difference[]): readonly string[] {
  const isFailed = fixed.kind === "failed" || fixed.kind === "unfinished";
  const changed = [...won, ...lost].map(
    ({ user, place }) => `fix ended as ${fixed.kind} and changed ${place} of ${user}`,
  );
  return isFailed ? [`fix ended as ${fixed.kind}: ${JSON.stringify("reason" in fixed ? fixed.reason : "")}`] : changed;
}

function differences(a: Truth["portals"], b: Truth["portals"]): readonly Difference[] {
  return [...a].flatMap(([user, places]) =>
    [...places].flatMap((place) => (b.get(user)?.has(place) === true ? [] : [{ user, place }])),
  );
}

/** All that the plan says to people before they agree. */
export const namesIn = ({ steps, warnings }: Plan): string =>
  [...warnings, ...steps.flatMap(({ description, effects }) => [description, ...effects])].join("\n");

/** Either the person or the number of people is named, and the group or the account that brings it. */
export function isTold(told: string, { users, accounts }: HistoryWorld, { user, place }: Difference): boolean {
  const name = users.find(({ id }) => id === user)?.name ?? user;
  const account = accounts.find(({ id }) => place.startsWith(id));
  const saysWho =
    told.includes(name) ||
    told.includes(user) ||
    /\b\d+ (other|more|further)?\s?(people|members|users|person|member)\b/.test(told);
  return (
    saysWho ||
    /everybody in the group/i.test(told) ||
    (account !== undefined && told.includes(account.id) && /member/.test(told))
  );
}

export const summary = ({ cause, steps }: Plan): string =>
  `${cause}: ${steps.map(({ description }) => description).join("; ")}`;
