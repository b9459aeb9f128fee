/** A repair of a role of account access manager opens it for the person who asked, and for others only where the plan says so; undoing it closes it again. */
import { fix } from "../../../src/app/fix.ts";
import { undoFix } from "../../../src/app/undo.ts";
import { memoryJournal } from "../../../src/store/memory-journal.ts";
import { entitledOf, type Truth } from "../truth.ts";
import type { Named } from "../world.ts";
import { type FixOnLab, isTold, namesIn, summary } from "./fix.ts";

export interface ClosedRole {
  readonly person: Named;
  readonly roleArn: string;
}

/** The first role that a portal lists and that does not open. */
export function closedRole({ entitled }: Truth, people: readonly Named[]): ClosedRole | undefined {
  for (const person of people)
    for (const [roleArn, opens] of entitled.get(person.id) ?? []) if (!opens) return { person, roleArn };
  return undefined;
}

export async function roleFixFails(
  { lab, world, truth, services }: Omit<FixOnLab, "question">,
  { person, roleArn }: ClosedRole,
): Promise<readonly string[]> {
  const journal = memoryJournal();
  const account = roleArn.split(":")[4] ?? "";
  const permissionSet = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const question = { user: person.name, account, permissionSet, isRegionGiven: true };
  const fixed = await fix(question, { ...services, journal });
  const after = await entitledOf(lab, world);
  const [won, lost] = [opened(after, truth.entitled), opened(truth.entitled, after)];
  if (fixed.kind !== "applied")
    return [...won, ...lost].map(({ user, role }) => `fix ended as ${fixed.kind} and changed ${role} of ${user}`);
  const isGiven = after.get(person.id)?.get(roleArn) === true;
  const told = namesIn(fixed.plan);
  const isListed = (user: string): boolean => truth.entitled.get(user)?.has(roleArn) === true;
  const broken = [
    ...(fixed.verification.kind === "verified" && !isGiven ? ["fix says verified, and the role does not open"] : []),
    ...(fixed.verification.kind !== "verified" && isGiven
      ? [`fix says "${fixed.verification.reason}", and the role opens`]
      : []),
    ...won
      .filter(({ user, role }) => !(role === roleArn && isListed(user)) && !isTold(told, world, { user, place: role }))
      .map(({ user, role }) => `fix opened ${role} for ${user} without a word: ${summary(fixed.plan)}`),
    ...lost.map(({ user, role }) => `fix closed ${role} for ${user}: ${summary(fixed.plan)}`),
  ];
  if (broken.length > 0) return broken;
  const undone = await undoFix(fixed.plan.id, { ...services, journal });
  if (undone.kind !== "applied") return [`the undo of ${summary(fixed.plan)} ended as ${undone.kind}`];
  const restored = await entitledOf(lab, world);
  return [...opened(restored, truth.entitled), ...opened(truth.entitled, restored)].map(
    ({ user, role }) => `after the undo ${role} of ${user} is not as it was: ${summary(fixed.plan)}`,
  );
}

/** Roles that open in the first and not in the second. */
const opened = (a: Truth["entitled"], b: Truth["entitled"]) =>
  [...a].flatMap(([user, roles]) =>
    [...roles].flatMap(([role, opens]) => (opens && b.get(user)?.get(role) !== true ? [{ user, role }] : [])),
  );
