/** Names that complete what somebody begins to write: from the snapshot that the server has, never from AWS. */
import { type NameIndex, nameIndexOf } from "../../model/names/name-index.ts";
import { areBeginningsOf, forms, partsOfCamelCase, wordsOf } from "../../model/names/spellings.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { currentDocument } from "./current.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** Something that the words may name. */
export interface CompletedName {
  readonly kind: "user" | "account" | "permission-set";
  /** What a question takes: userName, account id, name of the set. */
  readonly value: string;
  readonly name: string;
  /** What tells two of the same name apart. */
  readonly detail: string | null;
}

export interface CompletedNames {
  /** ISO 8601: the moment that the names are of; null: there is no snapshot yet, so there are none. */
  readonly takenAt: string | null;
  readonly names: readonly CompletedName[];
}

/** Of each kind: who sees more has to write more. */
const MOST_OF_A_KIND = 8;

/** Names with a word that each written word begins; ids by their first digits, with dashes or without. */
export async function completeNames(
  organization: ServedOrganization,
  prefix: string,
  team: Team,
): Promise<CompletedNames> {
  const document = await currentDocument(organization, team);
  if (!document) return { takenAt: null, names: [] };
  const written = forms(partsOfCamelCase(prefix)).map(wordsOf);
  const digits = prefix.replace(/[\s-]/g, "");
  const fits = ({ spellings, name: { kind, value } }: Spelled): boolean =>
    (kind === "account" && digits !== "" && value.startsWith(digits)) ||
    spellings.some((spelling) => written.some((one) => areBeginningsOf(one, spelling)));
  const names = spelledNames(document).flatMap((all) => firstFitting(all, fits));
  return { takenAt: document.takenAt, names };
}

interface Spelled {
  readonly name: CompletedName;
  readonly spellings: readonly (readonly string[])[];
}

function firstFitting(all: readonly Spelled[], fits: (one: Spelled) => boolean): readonly CompletedName[] {
  const found: CompletedName[] = [];
  for (const one of all) {
    if (found.length === MOST_OF_A_KIND) break;
    if (fits(one)) found.push(one.name);
  }
  return found;
}

/** Taken apart once for each snapshot, because every letter that somebody writes asks again. */
const spelled = new WeakMap<OrganizationDocument, readonly (readonly Spelled[])[]>();

function spelledNames(document: OrganizationDocument): readonly (readonly Spelled[])[] {
  const before = spelled.get(document);
  if (before) return before;
  const all = allNames(nameIndexOf(document));
  spelled.set(document, all);
  return all;
}

const allNames = ({ users, accounts, permissionSets }: NameIndex): readonly (readonly Spelled[])[] => [
  users.map(({ userName, displayName, givenName, familyName }) =>
    spell({ kind: "user", value: userName, name: displayName || userName, detail: userName }, [
      `${displayName} ${givenName} ${familyName}`,
      userName,
    ]),
  ),
  accounts.map(({ id, name, alias, email }) =>
    spell({ kind: "account", value: id, name, detail: email ?? null }, [name, alias ?? "", email ?? ""]),
  ),
  permissionSets.map(({ name }) => spell({ kind: "permission-set", value: name, name, detail: null }, [name])),
];

/** As one word and as its parts: `readonly` and `read only` are ReadOnly. */
const spell = (name: CompletedName, texts: readonly string[]): Spelled => ({
  name,
  spellings: [...new Set(texts.flatMap((text) => [...forms(text), ...forms(partsOfCamelCase(text))]))].map(wordsOf),
});
