/** What a widely copied article gets wrong, said kindly where pasted text rests on it (facts, section 1). */
import type { Malformed } from "../../model/ids.ts";
import type { Correction } from "./explanation.ts";

/** The caller is an IAM user, the role one of Identity Center. */
export const NOT_AN_IAM_USER: Correction = {
  facts: "S7",
  note: "Identity Center users are not IAM users: people who sign in through the portal never appear as arn:aws:iam::…:user/…. The portal signs them in with sts:AssumeRoleWithSAML, and CloudTrail in the target account shows a SAMLUser.",
};

/** The resource lies under `/aws-reserved/`, but AWS makes no such role. */
export const notARoleOfAws = (account: string): Correction => ({
  facts: "S6",
  note: `AWS makes no role with this ARN. A role of Identity Center looks like arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef; outside us-east-1 the Region stands before the name.`,
});

/** What an identifier that the API refuses rests on. */
export function correctionsOf({ what, value }: Malformed): readonly Correction[] {
  const corrections: Correction[] = [];
  if (what === "permission set ARN")
    corrections.push({
      facts: "S4",
      note: "A permission set ARN belongs to the service sso: arn:aws:sso:::permissionSet/ssoins-<16 characters>/ps-<16 characters>. ARNs are case sensitive, and examples with arn:aws:iam::aws:permission-set/sso_ps/… do not work.",
    });
  const instance = /ins-([^/]*)/.exec(value)?.[1];
  if (instance !== undefined && instance.length !== 16)
    corrections.push({
      facts: "S5",
      note: `Exactly 16 characters follow "ssoins-"; "${instance}" has ${instance.length}. \`aws sso-admin list-instances\` prints the right one.`,
    });
  return corrections;
}
