/** What somebody else's plan of infrastructure says it will change of access: one form for Terraform's plans and CloudFormation's templates and change sets. */

/** What a resource is or will be, under Terraform's names of attributes; a value that is not text, or not known yet, is left out. */
export type Attributes = Readonly<Record<string, string>>;

export interface PlannedChange {
  /** Terraform's address, or the logical id of CloudFormation. */
  readonly address: string;
  /** Terraform's name of the type; CloudFormation's where Terraform's is not needed. */
  readonly type: string;
  /** Undefined: nothing is removed. */
  readonly before: Attributes | undefined;
  /** Undefined: nothing is there afterwards. */
  readonly after: Attributes | undefined;
  /** Deleted and created again, with another id. */
  readonly isReplaced: boolean;
  /** Replaced without create_before_destroy: for a while there is neither. */
  readonly isDeletedFirst: boolean;
  /** E-mail addresses of a user afterwards. */
  readonly emails: readonly string[];
  /** Attribute → resources whose own attributes it is made of, as the configuration writes it. */
  readonly references: Readonly<Record<string, readonly string[]>>;
  /** What is to be, and may be there already under its name: a template does not tell new from old. */
  readonly isDeclared?: true | undefined;
  /** Attribute → why its value is not known. */
  readonly reasons?: Attributes | undefined;
  /** Attribute → what the text calls it, where that differs. */
  readonly names?: Attributes | undefined;
  /** Why it is not known whether any of this happens at all. */
  readonly doubt?: string | undefined;
}

export type PlanSource = "terraform" | "cloudformation-template" | "cloudformation-change-set";

export interface PlannedChanges {
  readonly source: PlanSource;
  /** Resources that change; those that stay are left out. */
  readonly changes: readonly PlannedChange[];
  /** What the text itself cannot tell, in words. */
  readonly limits: readonly string[];
}

export const ASSIGNMENT = "aws_ssoadmin_account_assignment";
export const PERMISSION_SET = "aws_ssoadmin_permission_set";
export const MEMBERSHIP = "aws_identitystore_group_membership";
export const GROUP = "aws_identitystore_group";
export const USER = "aws_identitystore_user";
export const ENTITLEMENT = "aws_accountaccess_entitlement";

/** Types whose changes are carried out in thought. */
export const KNOWN_TYPES: readonly string[] = [ASSIGNMENT, PERMISSION_SET, MEMBERSHIP, GROUP, USER, ENTITLEMENT];

export type ReadPlannedChanges =
  | { readonly kind: "ok"; readonly plan: PlannedChanges }
  | { readonly kind: "invalid"; readonly problems: readonly { readonly path: string; readonly message: string }[] };
