/** The organization of an administrator's day: 400 accounts, 60 sets, 1,500 people, 150 groups and 5,844 assignments, with people's names. */
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";
import { sizedOrganization } from "../../tests/support/sized-organization.ts";
import { seededRandom } from "../organization/random.ts";

const SEED = 20_261_128;
/** 4,383 pairs with a group each, every third with a person besides: 5,844 assignments. */
const SIZE = { accounts: 400, sets: 60, pairs: 4383, users: 1500, groups: 150 };

const GIVEN = ["Alice", "Björn", "Chloé", "Dmitri", "Émile", "Fatima", "Giulia", "Hana", "Ivan", "José", "Kofi", "Léa"];
const FAMILY = [
  "Müller",
  "García",
  "Novák",
  "O'Brien",
  "Okafor",
  "Petit",
  "Rossi",
  "Silva",
  "Tanaka",
  "Weiß",
  "Åkesson",
];

/** Somebody whose name nobody shares, in one group that has one grant. */
export const ONE = {
  userName: "zoe.zimmermann@example.com",
  displayName: "Zoë Zimmermann",
  group: "Zimmermanns",
} as const;

/** The provisioned pair that the group has. */
export interface OnePair {
  readonly account: string;
  readonly permissionSet: string;
}

export function realSize(): { readonly document: WrittenDocument; readonly pair: OnePair } {
  const random = seededRandom(SEED);
  const of = (words: readonly string[]) => words[random.below(words.length)] ?? "";
  const base = sizedOrganization(SIZE);
  const { displayName, userName, group } = ONE;
  const { account = "", permissionSet = "" } = base.assignments?.[0] ?? {};
  const pair = { account, permissionSet };
  const document = {
    ...base,
    users: [
      ...(base.users ?? []).slice(1).map((user) => ({ ...user, displayName: `${of(GIVEN)} ${of(FAMILY)}` })),
      { userName, displayName },
      { userName: "user-0@example.com", displayName: "The First" },
    ],
    groups: [...(base.groups ?? []), { displayName: group }],
    memberships: [...(base.memberships ?? []), { user: userName, group }],
    assignments: [...(base.assignments ?? []), { ...pair, group }],
  };
  return { document, pair };
}
