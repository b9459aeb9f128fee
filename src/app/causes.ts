/** The catalogue of causes as data, for the command, the documentation and later the page. */
import type { CauseMeta } from "../diagnosis/cause.ts";
import { causes } from "../diagnosis/causes/index.ts";
import { AccessError } from "../model/errors.ts";

export type CatalogueEntry = Omit<CauseMeta, "rank">;

const entry = ({
  id,
  stage,
  title,
  facts,
  noticedIn,
  explains,
  confidenceRule,
  documentation,
}: CauseMeta): CatalogueEntry => ({
  id,
  stage,
  title,
  facts,
  noticedIn,
  explains,
  confidenceRule,
  documentation,
});

/** All causes, in the order in which a person would look. */
export const listCauses = (): readonly CatalogueEntry[] => causes.map(entry);

/** @throws AccessError `not-found` with ids that come close. */
export function causeById(id: string): CatalogueEntry {
  const found = causes.find((cause) => cause.id === id);
  if (found) return entry(found);
  const near = causes.filter((cause) => cause.id.includes(id) || cause.title.toLowerCase().includes(id.toLowerCase()));
  throw new AccessError("not-found", `There is no cause "${id}"`, {
    next: near.length > 0 ? "Did you mean one of these?" : "`idc-doctor causes` lists them",
    candidates: near.map((cause) => ({ id: cause.id, name: cause.title })),
  });
}
