/** The IAM permissions that idc-doctor needs: its policies, and the published answer of what a caller lacks of them. */
import type { ReadFailure } from "./reading.ts";

export const PURPOSES = ["diagnose", "fix", "watch"] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  /** Every one, or ARNs of the partition `aws`, which templates replace by their own. */
  readonly Resource: "*" | readonly string[];
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

export interface CheckedAction {
  /** `sso:ListInstances` */
  readonly action: string;
  /** The statement of the policy that asks for it. */
  readonly sid: string;
  /** False: without it an answer says less, and is still an answer. */
  readonly isNeeded: boolean;
  /** `limited`: allowed on resources that the caller's policies name, not on every one. */
  readonly state: "allowed" | "limited" | "denied" | "unknown";
  /** Why it is not `allowed`; null for `allowed`. */
  readonly reason: string | null;
}

export interface PermissionCheck {
  readonly schema: "idc-doctor/permission-check/1";
  readonly purpose: Purpose;
  /** ARN. */
  readonly caller: string;
  /** `root`: the root user may do everything. Null: neither the simulator nor the policies could be read. */
  readonly askedBy: "root" | "simulator" | "policies" | null;
  readonly actions: readonly CheckedAction[];
  readonly unread: readonly Pick<ReadFailure, "operation" | "permission" | "kind" | "message">[];
  readonly notExamined: readonly string[];
}
