/** The names that a shell offers for a word: from what idc-doctor keeps on this machine or the document of --from, never from AWS. */
import { readConfiguration } from "../../app/configuration.ts";
import { type KnownNames, knownNames, knownPlans, knownProfiles, knownScenes } from "../../app/known-names.ts";
import { folded } from "../../model/names/spellings.ts";
import { regionNames } from "../../model/regions.ts";
import { SETTINGS } from "../../model/settings.ts";
import type { CliContext } from "../terminal.ts";
import type { Completable, Completing } from "./completing.ts";

/** A word that may be offered, with what it names. */
interface Proposal {
  readonly word: string;
  readonly description?: string | undefined;
}

/** The words that may stand here. None where nothing is known. */
export async function proposals(what: Completable, partial: string, cli: CliContext): Promise<readonly string[]> {
  const { completing } = cli;
  if (!completing) return [];
  const proposed = beginningWith(await proposalsFor(what, partial, { cli, completing }), partial);
  for (const { word, description = "" } of proposed)
    if (!word.startsWith(partial)) completing.respell(word, description);
    else if (description !== "") completing.describe(word, description);
  return [...new Set(proposed.map(({ word }) => word))];
}

/** Those that begin so; where none does, those that begin so in other case or without their accents. */
function beginningWith(all: readonly Proposal[], partial: string): readonly Proposal[] {
  const exactly = all.filter(({ word }) => word.startsWith(partial));
  if (exactly.length > 0) return exactly;
  const plain = folded(partial);
  return all.filter(({ word }) => folded(word).startsWith(plain));
}

interface Asked {
  readonly cli: CliContext;
  readonly completing: Completing;
}

async function proposalsFor(what: Completable, partial: string, asked: Asked): Promise<readonly Proposal[]> {
  const { cli, completing } = asked;
  const names = () => knownNames(completing.connection, cli.env);
  switch (what) {
    case "user":
      return people(await names(), partial);
    case "account":
      return accounts(await names(), partial);
    case "set":
      return sets(await names());
    case "set-then-accounts": {
      const known = await names();
      const isSetGiven = completing.words.some(
        (word) => known.permissionSets.includes(word) || word.startsWith("arn:"),
      );
      return isSetGiven ? accounts(known, partial) : sets(known);
    }
    case "cause":
      return (await import("../../app/causes.ts"))
        .listCauses()
        .map(({ id, title }) => ({ word: id, description: title }));
    case "scene":
      completing.addFiles();
      return knownScenes().map(({ id, title }) => ({ word: id, description: title }));
    case "plan":
      return (await knownPlans(cli.env)).map(({ id, description }) => ({ word: id, description }));
    case "profile":
      return (await knownProfiles(cli.env)).map((word) => ({ word }));
    case "organization":
      return [...(await readConfiguration(cli.env)).organizations.keys()].map((word) => ({ word }));
    case "setting":
      return SETTINGS.map((word) => ({ word }));
    case "region":
      return regionNames().map((word) => ({ word }));
    case "file":
      completing.addFiles();
      return [];
  }
}

/** By userName; by display name where no userName begins so, or only in another spelling, and one person only has the name. */
function people({ users }: KnownNames, partial: string): readonly Proposal[] {
  const byUserName = users.map(({ userName, displayName }) => ({ word: userName, description: displayName }));
  const byDisplayName = onlyOnes(
    users.map(({ userName, displayName }) => ({ word: displayName, description: userName })),
  );
  for (const all of [byUserName, byDisplayName]) if (all.some(({ word }) => word.startsWith(partial))) return all;
  return beginningWith(byUserName, partial).length > 0 ? byUserName : byDisplayName;
}

/**
 * By id where digits are written, else by name, or by the alias whose beginning is written; a name that several accounts have is
 * offered as their ids.
 */
function accounts({ accounts: known }: KnownNames, partial: string): readonly Proposal[] {
  const byId = known.map(({ id, name }) => ({ word: id, description: name }));
  if (/^\d/.test(partial)) return byId;
  const byName = onlyOnes(known.map(({ id, name }) => ({ word: name, description: id })));
  const shared = byId.filter(({ description }) => !byName.some(({ word }) => word === description));
  const byAlias = known.flatMap(({ name, alias }) => (alias ? [{ word: alias, description: name }] : []));
  return [...byName, ...(partial === "" ? shared : byAlias)];
}

const sets = ({ permissionSets }: KnownNames): readonly Proposal[] => permissionSets.map((word) => ({ word }));

function onlyOnes(all: readonly Proposal[]): readonly Proposal[] {
  const counts = new Map<string, number>();
  for (const { word } of all) counts.set(word, (counts.get(word) ?? 0) + 1);
  return all.filter(({ word }) => counts.get(word) === 1);
}
