/** Texts of policies: of IAM (AWS managed ones with the caller's own credentials), and of the organization along the account's parents. */
import type { IAMClient } from "@aws-sdk/client-iam";
import type { NamedText, PolicyLevel } from "../../facts/grant/additional-facts.ts";
import type { AccountId } from "../../model/ids.ts";
import { allKnown, evidenceOf, known, mapReading, type Reading, unread } from "../../model/reading.ts";
import type { AccessPolicyType } from "../additional-reader.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { decodedPolicy } from "./from-answer.ts";

/** Null: no such policy. */
export async function policyText(
  calling: CallContext,
  client: IAMClient,
  PolicyArn: string,
): Promise<Reading<NamedText | null>> {
  const policy = await call(calling, {
    service: "iam",
    operation: "GetPolicy",
    isAdditional: true,
    input: { PolicyArn },
    send: async (abortSignal) => {
      const { GetPolicyCommand } = await import("@aws-sdk/client-iam");
      return client.send(new GetPolicyCommand({ PolicyArn }), { abortSignal });
    },
    matters: ({ Policy }) => ({ DefaultVersionId: Policy?.DefaultVersionId }),
    absent: ["NoSuchEntityException", "NoSuchEntity"],
  });
  if (policy.state !== "known") return policy;
  const VersionId = policy.value?.Policy?.DefaultVersionId;
  if (!VersionId) return known(null, policy.evidence);
  const version = await call(calling, {
    service: "iam",
    operation: "GetPolicyVersion",
    isAdditional: true,
    input: { PolicyArn, VersionId },
    send: async (abortSignal) => {
      const { GetPolicyVersionCommand } = await import("@aws-sdk/client-iam");
      return client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }), { abortSignal });
    },
    matters: ({ PolicyVersion }) => ({ Document: decodedPolicy(PolicyVersion?.Document ?? "") }),
    absent: ["NoSuchEntityException", "NoSuchEntity"],
  });
  return mapReading(version, (found) => {
    const document = found?.PolicyVersion?.Document;
    return document === undefined ? null : { name: PolicyArn, arn: PolicyArn, text: decodedPolicy(document) };
  });
}

/** Roots, units and accounts cannot be additional (quota of Organizations: five levels of units). */
const MOST_LEVELS = 8;

/** The levels of one policy type from the root down to the account (facts C7: DescribeEffectivePolicy does not cover these). */
export async function policyLevels(
  calling: CallContext,
  accountId: AccountId,
  type: AccessPolicyType,
): Promise<Reading<readonly PolicyLevel[]>> {
  const chain = await parentChain(calling, accountId);
  if (chain.state !== "known") return chain;
  const levels = await Promise.all(chain.value.map((target) => policiesOf(calling, target, type)));
  const all = allKnown(levels);
  return all.state === "known" ? known(all.value, [...chain.evidence, ...all.evidence]) : all;
}

async function parentChain(calling: CallContext, accountId: AccountId): Promise<Reading<readonly string[]>> {
  const chain: string[] = [accountId];
  const evidence: Reading<unknown>[] = [];
  for (let child: string = accountId; chain.length <= MOST_LEVELS; ) {
    const ChildId = child;
    const answer = await call(calling, {
      service: "organizations",
      operation: "ListParents",
      isAdditional: true,
      input: { ChildId },
      send: async (abortSignal) => {
        const { ListParentsCommand } = await import("@aws-sdk/client-organizations");
        return (await calling.clients.organizations()).send(new ListParentsCommand({ ChildId }), { abortSignal });
      },
      matters: ({ Parents }) => ({ Parents }),
    });
    if (answer.state !== "known") return answer;
    evidence.push(answer);
    const parent = answer.value?.Parents?.[0];
    if (parent?.Id === undefined) break;
    chain.unshift(parent.Id);
    if (parent.Type === "ROOT") break;
    child = parent.Id;
  }
  return known(chain, evidence.flatMap(evidenceOf));
}

async function policiesOf(
  calling: CallContext,
  TargetId: string,
  Filter: AccessPolicyType,
): Promise<Reading<PolicyLevel>> {
  const listed = await callPages(calling, {
    service: "organizations",
    operation: "ListPoliciesForTarget",
    isAdditional: true,
    input: { TargetId, Filter },
    send: async (NextToken, abortSignal) => {
      const { ListPoliciesForTargetCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(
        new ListPoliciesForTargetCommand({ TargetId, Filter, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ Policies }) => Policies ?? [],
    next: ({ NextToken }) => NextToken,
    matters: ({ Policies }) => ({ Policies: (Policies ?? []).map(({ Name }) => Name) }),
  });
  if (listed.state !== "known") return listed;
  const texts = await Promise.all(
    (listed.value?.rows ?? []).map(({ Id = "", Name = Id }) => organizationPolicy(calling, Id, Name)),
  );
  if (texts.length === 0) return known({ target: TargetId, policies: [] }, listed.evidence);
  const all = allKnown(texts);
  return mapReading(all, (policies) => ({ target: TargetId, policies }));
}

/** One policy may be attached in many places: it is described once. */
const described = new WeakMap<CallContext, Map<string, Promise<Reading<NamedText>>>>();

function organizationPolicy(calling: CallContext, PolicyId: string, name: string): Promise<Reading<NamedText>> {
  const answers = described.get(calling) ?? new Map<string, Promise<Reading<NamedText>>>();
  described.set(calling, answers);
  const answer = answers.get(PolicyId) ?? describePolicy(calling, PolicyId, name);
  answers.set(PolicyId, answer);
  return answer;
}

async function describePolicy(calling: CallContext, PolicyId: string, name: string): Promise<Reading<NamedText>> {
  const answer = await call(calling, {
    service: "organizations",
    operation: "DescribePolicy",
    isAdditional: true,
    input: { PolicyId },
    send: async (abortSignal) => {
      const { DescribePolicyCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(new DescribePolicyCommand({ PolicyId }), { abortSignal });
    },
    matters: ({ Policy }) => ({
      Name: Policy?.PolicySummary?.Name,
      Arn: Policy?.PolicySummary?.Arn,
      Content: Policy?.Content,
    }),
  });
  return mapReading(answer, (found) => ({
    name: `${name} (${PolicyId})`,
    arn: found?.Policy?.PolicySummary?.Arn,
    text: found?.Policy?.Content ?? "{}",
  }));
}

/** AWS managed policies can be read from every account, so with the caller's own credentials. */
export const isAwsManaged = (policyArn: string): boolean => /^arn:aws[a-z-]*:iam::aws:policy\//.test(policyArn);

export const NO_AUDIT_ROLE = unread(
  "policies of the account itself need --audit-role <name of a role there that you may assume>",
);
