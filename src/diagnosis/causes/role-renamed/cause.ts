/** The role has another suffix than before: whatever names the old one no longer matches (facts E4, C13). */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import type { RoleFacts } from "../../../facts/grant/grant-facts.ts";
import { isRemovalOfPair } from "../../../facts/grant/removal.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { parseReservedRoleName } from "../../../model/reserved-role.ts";
import { defineCause, type Found } from "../../cause.ts";
import { byWhom, eventEvidence } from "../../families/history.ts";
import { accountName, setName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface Renamed extends Found {
  /** Undefined where only the events tell: a removal, and a role that was created after it. */
  readonly before: string | undefined;
  readonly removal: CloudTrailEvent | undefined;
  readonly now: string;
  readonly arn: string;
}

/** Works again, under another name: the role is younger than a removal that CloudTrail shows (facts E4). */
function createdAfterRemoval(grant: WalkedGrant, { roleName: now, arn }: RoleFacts): Renamed | undefined {
  const { facts } = grant;
  const iam = knownValue(facts.additional.iam);
  const role = iam && knownValue(iam.role);
  const pair = { accountId: facts.accountId, permissionSetArn: knownValue(facts.permissionSet)?.arn };
  const createdAt = Date.parse(role?.createdAt ?? "");
  const removal = knownValue(facts.additional.trail)?.find(
    (event) => isRemovalOfPair(event, pair) && event.outcome !== "FAILED" && Date.parse(event.at) < createdAt,
  );
  if (!removal) return undefined;
  const evidence = [...evidenceOf(facts.role), ...eventEvidence(grant)];
  return { confidence: "possible", evidence, before: undefined, removal, now, arn };
}

export const roleRenamed = defineCause<Renamed>({
  id: "role-renamed",
  stage: "role session",
  rank: 25,
  title: "The role was created again under a new name",
  facts: ["E4", "C13"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved: the earlier snapshot, or the pasted ARN, and IAM of the account now name roles of the same permission set with different suffixes. Possible: with --audit-role, the role was created after CloudTrail shows the removal of an assignment of the set in the account.",
  documentation: {
    symptoms: [
      "EKS: Unauthorized, You must be logged in to the server, since the permission set was reassigned",
      "AWSReservedSSO_…_11111 became AWSReservedSSO_…_22222",
      "KMS key policy or S3 bucket policy denies the SSO role after assignments were recreated",
      "aws-auth names a role ARN that no longer exists",
      "the server has asked for the client to provide credentials",
    ],
    why: "A permission set's role is deleted with its last assignment in an account, and the next assignment creates another one with a new random suffix. Everything outside IAM that names the old ARN (EKS access entries and aws-auth, KMS key policies, bucket policies, trust policies, Lake Formation) then matches nobody.",
    whatToDo:
      "Replace the old ARN wherever it is named. In policies, the account root as Principal with a condition ArnLike on aws:PrincipalArn and * in place of the suffix keeps working next time; Principal itself accepts no partial wildcard, and EKS access entries always need the new ARN. In future, create the new assignment before deleting the last old one.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
      "https://github.com/terraform-aws-modules/terraform-aws-eks/pull/2603",
      "https://github.com/kubernetes-sigs/aws-iam-authenticator/issues/268",
    ],
  },
  find: (grant) => {
    const { facts } = grant;
    const now = knownValue(facts.role);
    const earlier = knownValue(facts.additional.before);
    const before = earlier ? knownValue(earlier.role) : undefined;
    if (now && !before) return createdAfterRemoval(grant, now);
    if (!now || !before || before.roleName === now.roleName) return undefined;
    const isSameSet =
      parseReservedRoleName(before.roleName)?.permissionSetName ===
      parseReservedRoleName(now.roleName)?.permissionSetName;
    if (!isSameSet) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(facts.role), ...evidenceOf(facts.additional.before)],
      before: before.roleName,
      removal: undefined,
      now: now.roleName,
      arn: now.arn,
    };
  },
  explain: ({ before, now, removal }, grant) =>
    removal
      ? `The role of ${setName(grant)} in ${accountName(grant)} was created again as ${now}: an assignment of the set was removed there before ${byWhom(removal, grant)}. Its old name ended in different digits, and policies that name it no longer match.`
      : `The role of ${setName(grant)} in ${accountName(grant)} was ${before} and is ${now} now: all assignments of the set were deleted there in between. Policies that name the old role no longer match.`,
  remedy: ({ before, arn }) => ({
    kind: "human",
    summary: "Replace the old role's ARN wherever it is named",
    risk: "medium",
    steps: [
      `Search for ${before ?? arn.replace(/^.*\/(.*)_[0-9a-f]{16}$/, "$1_")} in EKS access entries and aws-auth, KMS key policies, bucket policies, trust policies and infrastructure code, and replace it with ${arn}. In aws-auth the ARN must be written without its path.`,
      `Better, in resource and trust policies: name the account root as Principal (it accepts no partial wildcard) with the condition {"ArnLike": {"aws:PrincipalArn": "${arn.replace(/_[0-9a-f]{16}$/, "_*")}"}}, which keeps working next time. EKS access entries need the new ARN itself.`,
      "In future, create the new assignment before you delete the last old one.",
    ],
  }),
});
