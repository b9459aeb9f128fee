/** What a history has done so far: everybody and everything that ever was, with their names, alive or gone. */
import type { Random } from "../agreement/random.ts";
import type { Answer, Api } from "./api.ts";
import type { INSTANCE_ARN, MANAGEMENT, STORE } from "./beginning.ts";

/** Somebody or something with an id and a name of its time. */
export interface Named {
  readonly id: string;
  name: string;
  /** When it came, on the lab's clock: ISO 8601. */
  readonly cameAt: string;
  /** When it went; undefined: it is still there. */
  goneAt?: string;
}

export interface Person extends Named {
  displayName: string;
  /** Given and family name, which stay when the display name is changed. */
  readonly fullName: string;
  email: string | undefined;
}

export interface GrantRow {
  readonly account: string;
  readonly set: string;
  readonly principalType: "USER" | "GROUP";
  readonly principal: string;
}

/** What happened to grants and memberships; outcomes of requests are read when the history is over. */
export type Happening =
  | { readonly what: "assigned" | "unassigned"; readonly at: string; readonly row: GrantRow; readonly request: string }
  | { readonly what: "joined" | "left"; readonly at: string; readonly user: string; readonly group: string };

export interface HistoryWorld {
  readonly api: Api;
  readonly random: Random;
  /** Whether an identity provider owns the directory: then SCIM changes it. */
  readonly isExternal: boolean;
  readonly users: Person[];
  readonly groups: Named[];
  readonly sets: Named[];
  readonly accounts: Named[];
  readonly policies: string[];
  readonly happenings: Happening[];
  /** What was done, in words, for people who read a failing history. */
  readonly told: string[];
  /** The lab's clock: ISO 8601. */
  readonly now: () => Promise<string>;
  readonly instance: typeof INSTANCE_ARN;
  readonly store: typeof STORE;
  readonly management: typeof MANAGEMENT;
}

export const alive = <T extends Named>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ goneAt }) => goneAt === undefined);

export const gone = <T extends Named>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ goneAt }) => goneAt !== undefined);

/** One of the rows, undefined where there is none. */
export function oneOf<T>({ random }: HistoryWorld, rows: readonly T[]): T | undefined {
  return rows.length === 0 ? undefined : random.pick(rows);
}

export const wasDone = (answer: Answer): answer is Extract<Answer, { kind: "done" }> => answer.kind === "done";

/** The outcome of a step in words: what was tried and how AWS answered. */
export const tell = (words: string, answer: Answer): string =>
  answer.kind === "done" ? words : `${words}: refused (${answer.code})`;
