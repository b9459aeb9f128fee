/** The answer to one question: the verdict, its causes in the order to act on, the access paths and the evidence. */
import type { AccessPath, EntitledPath, Stage } from "./access-path.ts";
import type { ActionDecision } from "./action-decision.ts";
import type { CauseId } from "./cause-ids.ts";
import type { Change, Risk } from "./change.ts";
import type { CallSummary, Evidence, EvidenceId } from "./evidence.ts";
import type { AccountId, PermissionSetArn, Region, UserId } from "./ids.ts";
import type { ReadFailure } from "./reading.ts";

export const DIAGNOSIS_SCHEMA = "idc-doctor/diagnosis/1";

export const VERDICTS = ["works", "not-visible", "denied", "stale", "pending", "undecided"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What keeps somebody from working comes first. */
export const WORST_FIRST: readonly Verdict[] = ["denied", "not-visible", "undecided", "pending", "stale", "works"];

/** `proved`: the evidence excludes the alternatives. `likely`: it fits best, a named gap remains. `possible`: cannot be excluded. */
export type Confidence = "proved" | "likely" | "possible";

/** A repair by API calls, by a person in a named place, or by waiting. */
export type Remedy =
  | {
      readonly kind: "api";
      readonly summary: string;
      readonly risk: Risk;
      readonly changes: readonly Change[];
      readonly notes: readonly string[];
      /** The role of account access manager that the changes give; absent: they give a permission set. */
      readonly roleArn?: string | undefined;
    }
  | { readonly kind: "human"; readonly summary: string; readonly risk: Risk; readonly steps: readonly string[] }
  | { readonly kind: "wait"; readonly summary: string; readonly steps: readonly string[] };

export interface DiagnosedCause {
  readonly id: CauseId;
  readonly stage: Stage;
  readonly title: string;
  readonly confidence: Confidence;
  /** What is wrong and why it matters, in one or two sentences. */
  readonly summary: string;
  readonly evidence: readonly EvidenceId[];
  readonly remedy: Remedy;
  /** What the user can be told, where the user is the one who acts: what is wrong, and what to do. */
  readonly tellUser?: readonly [matter: string, todo: string] | undefined;
  /** The grant it was found for; absent where it holds for the whole question. */
  readonly grant?: { readonly account: AccountId; readonly permissionSet: string | null } | undefined;
  /** The cause before it of which this one is a mere consequence; absent where it stands for itself. */
  readonly explainedBy?: CauseId | undefined;
}

/** The question as it was understood. What could not be resolved is null, beside the words that were asked. */
export interface DiagnosedQuestion {
  readonly user: {
    readonly asked: string;
    readonly id: UserId | null;
    readonly userName: string | null;
    readonly displayName: string | null;
    /** Where there is no such user: whose names come close, best first, among those that were compared. */
    readonly near?: readonly { readonly id: UserId; readonly userName: string; readonly displayName: string }[];
    /** Where there is no such user: how many names were compared, and whether those are all, only some, as kept, or none that could be listed. */
    readonly compared?: { readonly users: number; readonly which: "all" | "some" | "kept" | "none" };
  };
  readonly account: {
    readonly asked: string | null;
    readonly id: AccountId | null;
    readonly name: string | null;
    /** Where there is no such account: those at hand whose ids differ in one digit, or in two that changed places. */
    readonly near?: readonly { readonly id: AccountId; readonly name: string }[];
  };
  readonly permissionSet: {
    readonly asked: string | null;
    readonly arn: PermissionSetArn | null;
    readonly name: string | null;
  };
  readonly region: { readonly asked: Region; readonly home: Region | null };
  /** Who asked: the caller's ARN, as far as it could be read. */
  readonly askedBy: string | null;
}

/** What an answer did not look at, and why. */
export interface NotExamined {
  readonly what: string;
  readonly reason: string;
}

export interface GrantVerdict {
  readonly account: AccountId;
  /** Absent where the account was not read. */
  readonly accountName?: string | undefined;
  readonly permissionSet: string | null;
  readonly verdict: Verdict;
  /** The user lost it, or never got it: it has no part in the verdict of a user who has other grants. */
  readonly isLost?: true | undefined;
  /** Nothing ties the user to who had it: whether they lost it, only a person knows. */
  readonly isLostPerhaps?: true | undefined;
  /** The question leaves the set open, and the user has nothing in the account: others have this set there. */
  readonly isOthers?: true | undefined;
}

/** What is not as it was: stable words, for programs. */
export type ChangeWord =
  | "user-gone"
  | "user-new"
  | "user-recreated"
  | "user-status"
  | "user-renamed"
  | "member-gone"
  | "member-new"
  | "assignment-gone"
  | "assignment-new"
  | "set-gone"
  | "set-new"
  | "set-recreated"
  | "content-changed"
  | "provisioning"
  | "account-state"
  | "role-gone"
  | "role-new"
  | "role-renamed";

export interface ChangeSince {
  readonly what: ChangeWord;
  readonly summary: string;
}

/** One grant beside the snapshot from before. */
export interface GrantSince {
  readonly account: AccountId;
  readonly permissionSet: string | null;
  /** ISO 8601; null: that snapshot does not know the user, the account or the permission set. */
  readonly snapshotAt: string | null;
  /** Along the access path; empty: nothing of this grant changed, as far as both sides were read. */
  readonly changes: readonly ChangeSince[];
}

/** What the user has in the account beside the grant in question. */
export interface HasInstead {
  readonly grants: readonly { readonly permissionSet: string; readonly isDirect: boolean }[];
  /** Further permission sets whose names were not read. */
  readonly unnamed: number;
}

export interface Diagnosis {
  readonly schema: typeof DIAGNOSIS_SCHEMA;
  /** ISO 8601. */
  readonly at: string;
  readonly question: DiagnosedQuestion;
  readonly verdict: Verdict;
  /** The first is the answer. */
  readonly causes: readonly DiagnosedCause[];
  /** One for each (account, permission set) that the question covers. */
  readonly grants: readonly GrantVerdict[];
  /** What the user has in the account instead, where the question names one grant that does not work. */
  readonly has?: HasInstead | undefined;
  readonly paths: readonly AccessPath[];
  /** The second road, where no permission set reaches the user and an entitlement does; else absent. */
  readonly entitledPaths?: readonly EntitledPath[] | undefined;
  /** Where the question asks about an action: the decision for each grant, from the policies as they are in its account. */
  readonly decisions?: readonly ActionDecision[];
  /** What changed since the snapshot from before; absent where none was given. */
  readonly since?: readonly GrantSince[] | undefined;
  /** What could not be read, and which permission or API was missing. Not empty only when the verdict is `undecided`. */
  readonly couldNotRead: readonly ReadFailure[];
  /** What was asked beyond the question's own dozen calls, and why. */
  readonly additionalSources: readonly { readonly source: string; readonly why: string }[];
  readonly notExamined: readonly NotExamined[];
  readonly evidence: Readonly<Record<EvidenceId, Evidence>>;
  readonly calls: CallSummary;
}
