/** Which form of a reserved role's ARN each place takes (facts 4.2, C13; EKS UG: access entries; kubernetes-sigs/aws-iam-authenticator#268). */
import { RESERVED_ROLE_PATH } from "../../model/reserved-role.ts";
import { shellWord } from "../../model/shell-word.ts";

/** `arn:aws:iam::<account>:role/AWSReservedSSO_…`: the path is missing. */
const WITHOUT_PATH = /arn:aws[a-z-]{0,20}:iam::([^:\s]{1,40}):role\/(AWSReservedSSO_[\w+=,.@<>*-]{1,64})/;

export interface RoleWithoutPath {
  readonly arn: string;
  readonly account: string;
  readonly roleName: string;
}

export function roleWithoutPathIn(line: string): RoleWithoutPath | undefined {
  const found = WITHOUT_PATH.exec(line);
  if (found === null) return undefined;
  const [arn, account = "", roleName = ""] = found;
  return { arn, account, roleName: roleName.replace(/[.,]+$/, "") };
}

/** Why no role has such an ARN, and what takes which form. */
export const LACKS_PATH = `No role has this ARN: it lacks the path ${RESERVED_ROLE_PATH} that Identity Center puts before the name (outside us-east-1 with the Region: ${RESERVED_ROLE_PATH}eu-west-1/).`;
export const PLACES =
  "EKS access entries, KMS key policies, bucket policies and trust policies need the full ARN with its path. Only the ConfigMap aws-auth of EKS takes the role without its path.";
export const SUFFIX =
  "The last 16 digits are new whenever the role is made again. A policy survives that with the account's root as Principal and a condition ArnLike on aws:PrincipalArn that leaves the digits open; an EKS access entry has to be made again.";

/** Prints the full ARN of the set's role in the account that the caller is in. */
export const listRolesCommand = (permissionSet: string | null): string =>
  permissionSet === null || !/^[\w+=,.@-]{1,32}$/.test(permissionSet)
    ? `aws iam list-roles --path-prefix ${RESERVED_ROLE_PATH}`
    : `aws iam list-roles --path-prefix ${RESERVED_ROLE_PATH} --query ${shellWord(`Roles[?starts_with(RoleName, 'AWSReservedSSO_${permissionSet}_')].Arn`)} --output text`;

/** The condition that leaves the suffix open, to paste into a policy of a resource or a role. */
export const openCondition = (account: string, permissionSet: string): string =>
  `"Principal": {"AWS": "arn:aws:iam::${account}:root"}, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${account}:role${RESERVED_ROLE_PATH}*AWSReservedSSO_${permissionSet}_*"}}`;
