/** Everything that decides an action of the role's sessions: the organization's policies, the role's own, its boundary, its tags. */
import type {
  AccountIamFacts,
  AttributeFacts,
  NamedText,
  PolicyLayerFacts,
  RoleContent,
  SetContentFacts,
} from "../../facts/grant/additional-facts.ts";
import type { AccountId } from "../../model/ids.ts";
import { partitionOf } from "../../model/partition.ts";
import { allKnown, evidenceOf, known, mapReading, type Reading, unread } from "../../model/reading.ts";
import { type Later, thenRead, thenReadBoth } from "./dependent-reads.ts";
import type { GrantInQuestion, Seen, Subject } from "./subject.ts";

/** Which session tags the user brings. An external provider may send more of them than any API tells (facts C10). */
export function readAttributes({ reader, instance, userId }: Subject): Later<AttributeFacts> {
  return thenReadBoth(instance, userId, async (home, id) => {
    const [attributes, user] = await Promise.all([
      reader.accessAttributes(home.arn, home.identityStoreId, id),
      reader.user(home.identityStoreId, id),
    ]);
    const mayHaveMore = user.state !== "known" || user.value?.isExternallyOwned !== false;
    return mapReading(attributes, (found) => ({ ...found, mayHaveMore }));
  });
}

export async function readLayers(subject: Subject, grant: GrantInQuestion, seen: Seen): Later<PolicyLayerFacts> {
  const { reader } = subject;
  const [serviceControl, resourceControl, role, elsewhere] = await Promise.all([
    reader.policyLevels(grant.accountId, "SERVICE_CONTROL_POLICY"),
    reader.policyLevels(grant.accountId, "RESOURCE_CONTROL_POLICY"),
    readRolePolicies(subject, grant, seen),
    readElsewhere(subject, grant),
  ]);
  return known({ serviceControl, resourceControl, ...role, elsewhere });
}

interface RolePolicies {
  readonly boundary: Reading<NamedText | null>;
  readonly identity: Reading<readonly NamedText[]>;
}

/** From the role itself where IAM of the account can be read, else from the set, if the role has its present content. */
async function readRolePolicies(subject: Subject, grant: GrantInQuestion, { freshness }: Seen): Promise<RolePolicies> {
  const { reader, instance } = subject;
  const iam: Reading<AccountIamFacts> = reader.canReadAccountIam
    ? await thenRead(grant.permissionSet, (set) => reader.accountIam(grant.accountId, set.name))
    : unread("no way into the account was given");
  const role = iam.state === "known" ? iam.value.role : iam;
  if (role.state === "known" && role.value)
    return provedBy(role, await policiesOfRole(subject, grant.accountId, role.value));
  if (role.state === "unknown") return { boundary: role, identity: role };
  if (freshness.state !== "known" || freshness.value !== "latest") {
    const older = unread("the role may carry an older content of the set: give --audit-role to read the role itself");
    return { boundary: older, identity: older };
  }
  const content = await thenReadBoth(instance, grant.permissionSet, (home, set) =>
    reader.setContent(home.arn, set.arn),
  );
  if (content.state !== "known") return { boundary: content, identity: content };
  return provedBy(content, await policiesOfSet(subject, grant.accountId, content.value));
}

/** Which policies there are is known from the role or the set: that belongs to the evidence of each layer. */
const provedBy = (source: Reading<unknown>, { boundary, identity }: RolePolicies): RolePolicies => ({
  boundary: withEvidence(source, boundary),
  identity: withEvidence(source, identity),
});

const withEvidence = <T>(source: Reading<unknown>, reading: Reading<T>): Reading<T> =>
  reading.state === "known"
    ? known(reading.value, [...new Set([...evidenceOf(source), ...reading.evidence])])
    : reading;

async function policiesOfRole(subject: Subject, accountId: AccountId, role: RoleContent): Promise<RolePolicies> {
  const inline = Object.entries(role.inlinePolicies).map(([name, text]) => ({ name: `inline policy ${name}`, text }));
  return {
    boundary: role.boundaryArn === undefined ? known(null) : await boundaryText(subject, accountId, role.boundaryArn),
    identity: await texts(subject, accountId, role.attachedPolicyArns, inline),
  };
}

async function policiesOfSet(subject: Subject, accountId: AccountId, content: SetContentFacts): Promise<RolePolicies> {
  const { boundary } = content;
  const arns = [
    ...content.managedPolicyArns,
    ...content.customerManagedPolicies.map((one) => policyArn(subject, accountId, one)),
  ];
  const inline = content.inlinePolicy === "" ? [] : [{ name: "inline policy of the set", text: content.inlinePolicy }];
  const boundaryArn =
    boundary === null
      ? undefined
      : boundary.kind === "aws-managed"
        ? boundary.arn
        : policyArn(subject, accountId, boundary.reference);
  return {
    boundary: boundaryArn === undefined ? known(null) : await boundaryText(subject, accountId, boundaryArn),
    identity: await texts(subject, accountId, arns, inline),
  };
}

const policyArn = (
  { reader }: Subject,
  accountId: AccountId,
  { name, path }: { readonly name: string; readonly path: string },
): string => `arn:${partitionOf(reader.region)}:iam::${accountId}:policy${path}${name}`;

/** A boundary that is gone allows nothing. */
const boundaryText = async ({ reader }: Subject, accountId: AccountId, arn: string): Later<NamedText | null> =>
  mapReading(
    await reader.policyText(accountId, arn),
    (found) => found ?? { name: arn, arn, text: '{"Version":"2012-10-17","Statement":[]}' },
  );

/** All of them, or none: an unread policy may hold the deny that decides. */
async function texts(
  { reader }: Subject,
  accountId: AccountId,
  arns: readonly string[],
  inline: readonly NamedText[],
): Later<readonly NamedText[]> {
  if (arns.length === 0) return known(inline);
  const found = allKnown(await Promise.all(arns.map((arn) => reader.policyText(accountId, arn))));
  return mapReading(found, (policies) => [...policies.flatMap((policy) => policy ?? []), ...inline]);
}

/** The set's customer managed policies in another account, to compare (facts C12). */
async function readElsewhere(
  subject: Subject,
  grant: GrantInQuestion,
): Later<PolicyLayerFacts["elsewhere"] extends Reading<infer T> ? T : never> {
  const { reader, instance } = subject;
  return thenReadBoth(instance, grant.permissionSet, async (home, set) => {
    const content = await reader.setContent(home.arn, set.arn);
    if (content.state !== "known" || content.value.customerManagedPolicies.length === 0)
      return content.state === "known" ? known(null, content.evidence) : content;
    if (!reader.canReadAccountIam) return unread("no way into other accounts was given");
    const accounts = await reader.accountsOfSet(home.arn, set.arn, "latest");
    const other = accounts.state === "known" ? accounts.value.find((id) => id !== grant.accountId) : undefined;
    if (other === undefined) return accounts.state === "known" ? known(null, accounts.evidence) : accounts;
    const arns = content.value.customerManagedPolicies.map((one) => policyArn(subject, other, one));
    return mapReading(await texts(subject, other, arns, []), (identity) => ({ accountId: other, identity }));
  });
}
