/** What a cause is: is it so (`find`), say it (`explain`), fix it (`remedy`). One folder of `causes/` holds one. */
import type { Stage } from "../model/access-path.ts";
import type { CauseId } from "../model/cause-ids.ts";
import type { Confidence, DiagnosedCause, Remedy } from "../model/diagnosis.ts";
import type { EvidenceId } from "../model/evidence.ts";
import type { WalkedGrant } from "./path/walked-grant.ts";

/** Where a cause is noticed: in the facts of a grant, in the words of the question, or in something pasted. */
export type NoticedIn = "facts" | "input" | "pasted";

export interface CauseDocumentation {
  /** In the words that people search for; AWS's own texts included. */
  readonly symptoms: readonly string[];
  readonly why: string;
  readonly whatToDo: string;
  /** Addresses of pages; sections of the facts are not sources. */
  readonly sources: readonly string[];
  /** Why no scene on the lab shows it; absent where one does. */
  readonly notOnLab?: string;
}

export interface CauseMeta {
  /** Stable; the name of the cause's folder. */
  readonly id: CauseId;
  readonly stage: Stage;
  /** Order within the stage: the lower is looked at first. */
  readonly rank: number;
  readonly title: string;
  /** What one line says of the permission sets, accounts or people that it is about: `is outdated`; absent: the title. */
  readonly inOneLine?: string;
  /** Sections of the facts: `A2`, `2.4 D1`. */
  readonly facts: readonly string[];
  readonly noticedIn: NoticedIn;
  /** Causes that are mere consequences of this one: this one is then named before them. */
  readonly explains: readonly CauseId[];
  /** True where no assignment and no provisioning helps as long as it holds, whatever else is repaired. */
  readonly blocksEveryRepair?: boolean;
  /** What to send to the user, where the user must act: what is wrong and what to do, in plain words. */
  readonly tellUser?: readonly [matter: string, todo: string];
  /** The confidence it can reach, and when it is less. */
  readonly confidenceRule: string;
  readonly documentation: CauseDocumentation;
}

/** What `find` returns: enough for `explain` and `remedy`, and what proves it. */
export interface Found {
  readonly confidence: Confidence;
  readonly evidence: readonly EvidenceId[];
}

export interface CauseDefinition<F extends Found> extends CauseMeta {
  /**
   * True where the evidence alone excludes every alternative, whatever else could not be read. All other causes lose
   * `proved` when any read of the grant failed.
   */
  readonly standsAlone: boolean;
  readonly find: (grant: WalkedGrant) => F | undefined;
  readonly explain: (found: F, grant: WalkedGrant) => string;
  readonly remedy: (found: F, grant: WalkedGrant) => Remedy;
  /** What to send to the user where the words depend on what was found. */
  readonly tellUserOf?: (found: F) => readonly [matter: string, todo: string];
}

/** A cause as the catalogue knows it. */
export interface Cause extends CauseMeta {
  readonly diagnose: (grant: WalkedGrant) => DiagnosedCause | undefined;
}

/** Turns the three functions of a cause into the one that the diagnosis calls. */
export function defineCause<F extends Found>(definition: CauseDefinition<F>): Cause {
  const { standsAlone, find, explain, remedy, tellUserOf, ...meta } = definition;
  return {
    ...meta,
    diagnose: (grant) => {
      const found = find(grant);
      if (!found) return undefined;
      const { facts } = grant;
      const tellUser = tellUserOf?.(found) ?? meta.tellUser;
      const isShaken = grant.failures.length > 0 && !standsAlone && found.confidence === "proved";
      return {
        id: meta.id,
        stage: meta.stage,
        title: meta.title,
        confidence: isShaken ? "likely" : found.confidence,
        summary: explain(found, grant),
        evidence: [...new Set(found.evidence)],
        remedy: remedy(found, grant),
        ...(tellUser && { tellUser }),
        grant: {
          account: facts.accountId,
          permissionSet: facts.permissionSet.state === "known" ? (facts.permissionSet.value?.name ?? null) : null,
        },
      };
    },
  };
}
