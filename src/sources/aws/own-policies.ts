/** The policies of the role that the caller is: what is read where the simulator may not be asked. */
import type { NamedText } from "../../facts/grant/additional-facts.ts";
import type { OwnPolicies } from "../../facts/plan/caller-standing.ts";
import { allKnown, evidenceOf, known, type Reading, unread } from "../../model/reading.ts";
import { attachedPolicies, inlinePolicies } from "./account-iam.ts";
import type { CallContext } from "./calling/call.ts";
import { ownRole } from "./own-rights.ts";
import { policyText } from "./policy-texts.ts";

/** All of them, or the first that could not be read: one that is missing could deny. */
export async function ownPolicies(calling: CallContext, callerArn: string): Promise<Reading<OwnPolicies>> {
  const role = await ownRole(calling, callerArn);
  if (role.state !== "known") return role;
  const { RoleName = "", Arn = "", PermissionsBoundary } = role.value;
  const iam = await calling.clients.ownIam();
  const textOf = async (arn: string): Promise<Reading<NamedText>> => {
    const text = await policyText(calling, iam, arn);
    if (text.state !== "known") return text;
    return text.value === null ? unread(`IAM has no policy ${arn}`) : known(text.value, text.evidence);
  };
  const [attached, inline] = await Promise.all([
    attachedPolicies(calling, iam, RoleName),
    inlinePolicies(calling, iam, RoleName),
  ]);
  if (attached.state !== "known") return attached;
  if (inline.state !== "known") return inline;
  const managed = attached.value.length === 0 ? known([]) : allKnown(await Promise.all(attached.value.map(textOf)));
  if (managed.state !== "known") return managed;
  const boundaryArn = PermissionsBoundary?.PermissionsBoundaryArn;
  const boundary = boundaryArn === undefined ? known(null) : await textOf(boundaryArn);
  if (boundary.state !== "known") return boundary;
  const own = Object.entries(inline.value).map(([name, text]) => ({ name, text }));
  return known(
    { roleArn: Arn, identity: [...own, ...managed.value], boundary: boundary.value },
    [role, attached, inline, managed, boundary].flatMap(evidenceOf),
  );
}
