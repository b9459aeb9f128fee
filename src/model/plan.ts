/** An ordered repair: what each step does to whom, its risk, and the command that a person could type instead. */
import type { Change, Risk } from "./change.ts";
import type { AccountId, Region } from "./ids.ts";

export const PLAN_SCHEMA = "idc-doctor/plan/1";

export interface PlanStep {
  /** 1, 2, … in the order of carrying out. */
  readonly number: number;
  readonly change: Change;
  /** What it does, in one sentence with names and ids. */
  readonly description: string;
  /** Why the step is there: the cause it repairs. */
  readonly reason: string;
  /** What it adds, removes or renames beside its purpose. */
  readonly effects: readonly string[];
  readonly risk: Risk;
  /** The equivalent aws CLI command, quoted for a POSIX shell. */
  readonly command: string;
}

/** Whom and what a repair is for; checked in the portal afterwards. */
export interface GrantPromise {
  readonly userName: string;
  readonly accountId: AccountId;
  /** On the second road the name of the role. */
  readonly permissionSetName: string;
  /** The role that the account access portal is to list: the promise is about account access manager. */
  readonly roleArn?: string | undefined;
  /**
   * `gone`: the plan's purpose is to take the access away. `access`: the person gets in, and no step touches the role, which may
   * have an older content. Absent: the access works afterwards.
   */
  readonly expects?: "gone" | "access" | undefined;
}

/** A step that the plan would have had. */
export interface LeftOut {
  readonly change: Change;
  readonly description: string;
  /** Why AWS would refuse it, or why nothing can take it back. */
  readonly reason: string;
}

export interface Plan {
  readonly schema: typeof PLAN_SCHEMA;
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly region: Region;
  /** Absent: the plan promises nothing to a person, for example because it only provisions. */
  readonly promise?: GrantPromise | undefined;
  /** Of a plan for many grants: all that it promises, `promise` being the first. Absent: there is only the one. */
  readonly promises?: readonly GrantPromise[] | undefined;
  /** The cause that is repaired. */
  readonly cause: string;
  readonly steps: readonly PlanStep[];
  /** Of a plan that leaves out what cannot be done: an undo, or provisioning to many accounts. */
  readonly leftOut?: readonly LeftOut[] | undefined;
  /** What a person must know before saying yes. */
  readonly warnings: readonly string[];
}

/** What the plan promises to people. */
export const promisesOf = ({ promise, promises }: Pick<Plan, "promise" | "promises">): readonly GrantPromise[] =>
  promises ?? (promise ? [promise] : []);
