/** What a rule of the scan is: it looks through the organization for one cause. One file of `rules/` holds one or a family. */
import type { CauseId } from "../../model/cause-ids.ts";
import type { Confidence, Remedy } from "../../model/diagnosis.ts";
import type { Finding, FindingId, FindingSubject, Severity } from "../../model/finding.ts";
import type { CauseMeta } from "../cause.ts";
import { causes } from "../causes/index.ts";
import { keyOf, type ScannedOrganization } from "./organization.ts";

export interface Rule {
  /** The ids that it can find: causes of the catalogue, or findings of least privilege. */
  readonly finds: readonly FindingId[];
  readonly find: (organization: ScannedOrganization) => readonly Finding[];
}

interface NewFinding {
  readonly severity: Severity;
  readonly confidence?: Confidence;
  readonly summary: string;
  readonly subject: FindingSubject;
  readonly affected: Finding["affected"];
  readonly remedy: Remedy;
}

/** A cause of the catalogue has its title from there; a finding of least privilege brings its own. */
type Titled = { readonly cause: CauseId } | { readonly cause: Exclude<FindingId, CauseId>; readonly title: string };

const catalogue: ReadonlyMap<string, CauseMeta> = new Map(causes.map((cause) => [cause.id, cause]));

const ofCatalogue = (id: CauseId) => {
  const cause = catalogue.get(id);
  if (!cause) throw new TypeError(`the catalogue has no cause ${id}`);
  return cause;
};

/** A finding with its key and title; `proved` where nothing else is said. */
export const finding = (found: NewFinding & Titled): Finding => ({
  key: keyOf(found.cause, found.subject),
  confidence: "proved",
  title: "title" in found ? found.title : ofCatalogue(found.cause).title,
  ...found,
});

/** What one line says of its subject; undefined: the title says it. */
export const inOneLineOf = (id: FindingId): string | undefined => catalogue.get(id)?.inOneLine;

/** What the catalogue advises: the same words as in `causes <id>`. */
export const adviceOf = (cause: CauseId): string => ofCatalogue(cause).documentation.whatToDo;
