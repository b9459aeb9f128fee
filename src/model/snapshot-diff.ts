/** The published answer of `snapshot diff`: what changed between two documents, whose access it changed, and who did it. */
import type { Unread } from "./effective-access.ts";

export interface Named {
  readonly id: string;
  readonly name: string | null;
}

export type ChangeSubject = {
  readonly account?: Named | undefined;
  readonly permissionSet?: Named | undefined;
  readonly user?: Named | undefined;
  readonly group?: Named | undefined;
  /** An IAM role to which account access manager entitles; its id is its ARN. */
  readonly role?: Named | undefined;
  /** The id of an asynchronous request. */
  readonly request?: string | undefined;
};

/** `provisioned`: a permission set as it stands in one account. */
export type ChangedThing =
  | "account"
  | "permission-set"
  | "user"
  | "group"
  | "membership"
  | "assignment"
  | "provisioned"
  | "entitlement"
  | "request";

/** `recreated`: the same name with another id. `unknown`: one document has it, and what the other could not read may hide it. */
export type ChangeWord = "added" | "gone" | "recreated" | "changed" | "failed" | "unknown";

export interface Author {
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  /** `console`, `Terraform`, `SCIM`, as far as the event says; null: it does not. */
  readonly tool: string | null;
  readonly event: string;
}

export interface SnapshotChange {
  readonly of: ChangedThing;
  readonly change: ChangeWord;
  /** True: no read shows it, but it follows from one that does; the words are "likely". */
  readonly isInferred: boolean;
  readonly subject: ChangeSubject;
  /** What of it changed; null where all of it came or went. */
  readonly field: "state" | "name" | "email" | "alias" | "status" | "freshness" | "role" | "role-name" | null;
  /** Null: it was not there, or nobody knows. */
  readonly before: string | null;
  readonly after: string | null;
  /** Events that touched it between the two documents, oldest first. */
  readonly authors: readonly Author[];
}

export interface AccessChange {
  /** `unknown`: one document shows the access, and the other could not read enough to tell. */
  readonly change: "gained" | "lost" | "unknown";
  /** On which side the access is known to be there. */
  readonly seenIn: "before" | "after";
  readonly user: Named;
  readonly account: Named;
  readonly permissionSet: Named;
  /** Through which assignments, where it was seen: the user's own, or those of groups. */
  readonly via: readonly ("direct" | { readonly group: Named })[];
}

export interface SnapshotDiff {
  readonly schema: "idc-doctor/snapshot-diff/1";
  readonly before: { readonly takenAt: string };
  readonly after: { readonly takenAt: string };
  readonly changes: readonly SnapshotChange[];
  readonly access: {
    readonly gained: number;
    readonly lost: number;
    readonly unknown: number;
    readonly rows: readonly AccessChange[];
  };
  /** False: more could have changed, in what `unread` lists. */
  readonly isWhole: boolean;
  readonly unread: readonly (Unread & { readonly document: "before" | "after" })[];
  /** What was not compared or not asked, in words. */
  readonly notExamined: readonly string[];
}
