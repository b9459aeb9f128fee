/** The questions that are asked when a history is over: what people have, what they had, and what they never had, in every spelling. */
import type { Random } from "../agreement/random.ts";
import { placeKey, type Truth } from "./truth.ts";
import { alive, gone, type HistoryWorld, type Named, type Person } from "./world.ts";

export interface AskedQuestion {
  readonly user: string;
  readonly account: string | null;
  readonly permissionSet: string | null;
  /** Whom and what the words mean; several people: the words do not tell them apart. */
  readonly means: {
    readonly people: readonly Person[];
    readonly account: Named | undefined;
    readonly set: Named | undefined;
  };
}

const QUESTIONS = 5;

export function questionsOf(world: HistoryWorld, truth: Truth, random: Random): readonly AskedQuestion[] {
  return Array.from({ length: QUESTIONS }, () => questionOf(world, truth, random));
}

function questionOf(world: HistoryWorld, truth: Truth, random: Random): AskedQuestion {
  const { person, account, set } = tripleOf(world, truth, random);
  const people = alive(world.users);
  const words = spelledPerson(person, random);
  const hasAccount = random.isHit(0.9);
  const hasSet = hasAccount && random.isHit(0.9);
  return {
    user: words,
    account: hasAccount ? spelledAccount(account, random) : null,
    permissionSet: hasSet ? spelledSet(set, random) : null,
    means: {
      people: peopleCalled(people, words),
      account: hasAccount ? account : undefined,
      set: hasSet ? set : undefined,
    },
  };
}

const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** Whom the words name: by id or userName before the address, by the address before names, shown or not, as the commands say. */
export function peopleCalled(people: readonly Person[], words: string): readonly Person[] {
  const tiers = [
    people.filter(({ id, name }) => id === words || same(name, words)),
    people.filter(({ email }) => same(email, words)),
    people.filter(({ displayName, fullName }) => same(displayName, words) || same(fullName, words)),
  ];
  return tiers.find(({ length }) => length > 0) ?? [];
}

/** Mostly around what somebody has or had; now and then anything. */
function tripleOf(world: HistoryWorld, truth: Truth, random: Random) {
  const [people, deleted] = [alive(world.users), gone(world.users)];
  // A history may have deleted everybody.
  const isOfDeleted = people.length === 0 || (random.isHit(0.1) && deleted.length > 0);
  const person = random.pick(isOfDeleted ? deleted : people);
  const place = random.isHit(0.45) ? placeHeld(world, truth, person, random) : placeTouched(world, person, random);
  return {
    person,
    account: place?.account ?? random.pick(alive(world.accounts)),
    set: place?.set ?? random.pick(alive(world.sets).length > 0 ? alive(world.sets) : world.sets),
  };
}

function placeHeld(world: HistoryWorld, { portals }: Truth, person: Person, random: Random) {
  const held = [...(portals.get(person.id) ?? [])];
  if (held.length === 0) return undefined;
  const place = random.pick(held);
  const account = world.accounts.find(({ id }) => place.startsWith(`${id} `));
  const set = alive(world.sets).find(({ name }) => account && place === placeKey({ account: account.id, set: name }));
  return account && set && { account, set };
}

/** A grant that the history made or took, for the person or a group. */
function placeTouched(world: HistoryWorld, person: Person, random: Random) {
  const rows = world.happenings.flatMap((one) => ("row" in one ? [one.row] : []));
  const near = rows.filter(({ principalType, principal }) => principalType === "GROUP" || principal === person.id);
  if (near.length === 0) return undefined;
  const row = random.pick(near);
  const account = world.accounts.find(({ id }) => id === row.account);
  const set = world.sets.find(({ id }) => id === row.set);
  return account && set && { account, set };
}

function spelledPerson(person: Person, random: Random): string {
  const { id, name, displayName } = person;
  return random.pick([name, name, name.toUpperCase(), `${name[0]?.toUpperCase()}${name.slice(1)}`, displayName, id]);
}

function spelledAccount({ id, name }: Named, random: Random): string {
  return random.pick([id, id, name, `${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(8)}`]);
}

function spelledSet({ id, name }: Named, random: Random): string {
  return random.pick([name, name, id, name.toLowerCase()]);
}
