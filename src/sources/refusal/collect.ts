/** Reads what a refusal needs: AWS's record, the refusing policies as they were, and the same policies of now. */
import type { PolicyLayerFacts, PolicyLevel } from "../../facts/grant/additional-facts.ts";
import type { AuthorizationId, RecordedPolicy, RefusalFacts, RefusalRecord } from "../../facts/refusal-record.ts";
import type { AccountId } from "../../model/ids.ts";
import { mapReading, type Reading, unread } from "../../model/reading.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import type { RefusalReader } from "../refusal-reader.ts";

export type RefusalSource = RefusalReader & Pick<AdditionalReader, "policyLevels" | "policyText">;

/** Refusing policies whose texts are read. */
const MOST_POLICIES = 20;

export interface Refused {
  readonly authorization: AuthorizationId;
  readonly record: Reading<RefusalRecord | null>;
  /** Of the role that was refused. */
  readonly accountId: AccountId | undefined;
  /** The policies of now of the person's grant, where they were read. */
  readonly layers: Reading<PolicyLayerFacts>;
}

interface Where extends Pick<Refused, "accountId" | "layers"> {
  readonly reader: RefusalSource;
}

/** Everything beside the record itself. */
export async function collectRefusal(
  { authorization, record, accountId, layers }: Refused,
  reader: RefusalSource,
): Promise<RefusalFacts> {
  const policies = record.state === "known" && record.value ? refusingPolicies(record.value) : [];
  const read = await Promise.all(
    policies.map(async (policy) => {
      const [text, now] = await Promise.all([
        reader.policyOfRefusal(authorization, policy.uri),
        policyNow(policy, { reader, layers, accountId }),
      ]);
      return { uri: policy.uri, text, now };
    }),
  );
  return {
    authorization,
    record,
    texts: new Map(read.map(({ uri, text }) => [uri, text])),
    now: new Map(read.map(({ uri, now }) => [uri, now])),
  };
}

function refusingPolicies({ evaluations, policies }: RefusalRecord): readonly RecordedPolicy[] {
  const refusing = new Set(
    evaluations.flatMap(({ matched }) =>
      matched.filter(({ statements }) => statements.some(({ effect }) => effect === "DENY")).map(({ uri }) => uri),
    ),
  );
  return policies.filter(({ uri }) => refusing.has(uri)).slice(0, MOST_POLICIES);
}

/** The texts among which the statement would be now; null: the policy is gone, or attached no longer. */
async function policyNow(policy: RecordedPolicy, where: Where): Promise<Reading<readonly string[] | null>> {
  switch (policy.type) {
    case "SERVICE_CONTROL_POLICY":
    case "RESOURCE_CONTROL_POLICY":
      return where.accountId === undefined
        ? unread("the account that it bears on is not known")
        : organizationPolicyNow(policy.uri, where.reader.policyLevels(where.accountId, policy.type));
    case "IDENTITY_BASED_POLICY":
    case "PERMISSIONS_BOUNDARY":
      return policy.isInline ? inlinePolicyNow(where.layers) : managedPolicyNow(policy, where);
    default:
      return unread("policies of this type are not read");
  }
}

/** By the policy's id among those that are attached to the account or to what is above it (facts AT18). */
async function organizationPolicyNow(
  uri: string,
  levels: Promise<Reading<readonly PolicyLevel[]>>,
): Promise<Reading<readonly string[] | null>> {
  const id = uri.slice(uri.lastIndexOf("/") + 1);
  return mapReading(await levels, (all) => {
    const texts = all.flatMap(({ policies }) =>
      policies.filter(({ name }) => name === id || name.endsWith(`(${id})`)).map(({ text }) => text),
    );
    return texts.length === 0 ? null : texts.slice(0, 1);
  });
}

async function managedPolicyNow(
  { uri }: RecordedPolicy,
  { reader, accountId }: Where,
): Promise<Reading<readonly string[] | null>> {
  if (accountId === undefined) return unread("the account of the policy is not known");
  return mapReading(await reader.policyText(accountId, uri), (found) => found && [found.text]);
}

/** Its id says nothing outside the record (facts AT18): every inline policy of the role may be the one. */
const inlinePolicyNow = (layers: Reading<PolicyLayerFacts>): Reading<readonly string[] | null> => {
  const identity = layers.state === "known" ? layers.value.identity : layers;
  return mapReading(identity, (all) => {
    const texts = all.filter(({ name }) => name.startsWith("inline policy ")).map(({ text }) => text);
    return texts.length === 0 ? null : texts;
  });
};
