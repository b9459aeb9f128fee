/** Roles that a role template made, and the one of AWS's new experience: their trust policies are not their own (facts N12, N15). */

/** `iam GetRole`, `SourceRoleTemplate`. */
export interface RoleTemplate {
  readonly arn: string;
  readonly minorVersion: number;
}

/** Path and name of the role that members of AWS's new experience get (facts N15, observed). */
const NEW_EXPERIENCE = "role/managed/AccountFullAccessRole";

export const isOfNewExperience = (roleArn: string): boolean => roleArn.endsWith(`:${NEW_EXPERIENCE}`);
