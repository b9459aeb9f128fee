/** Finds the organization's Identity Center instance: in the given Region first, then in all others side by side. */
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import type { Region } from "../../model/ids.ts";
import { evidenceOf, known, MEMBER_ACCOUNT, type ReadFailure, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";

export interface FoundInstance {
  /** Null: none in any Region that was looked at. */
  readonly instance: Reading<InstanceFacts | null>;
  readonly regionsLookedAt: readonly Region[];
}

/**
 * The instance and where it was looked for. An instance exists in its enabled Regions only (facts S9, A13), so an empty
 * answer in the given Region sends one call to each other Region at once.
 */
export async function findInstance(
  reader: Pick<Reader, "region" | "instances" | "otherRegions" | "useHomeRegion" | "callerIdentity" | "organization">,
): Promise<FoundInstance> {
  const here = await reader.instances(reader.region);
  if (here.state !== "known") return { instance: here, regionsLookedAt: [reader.region] };
  const found = organizationInstance(here.value);
  if (found) return { instance: known(found, here.evidence), regionsLookedAt: [reader.region] };

  const others = reader.otherRegions();
  const answers = await Promise.all(others.map((region) => reader.instances(region)));
  const regionsLookedAt = [reader.region, ...others];
  for (const answer of answers) {
    const instance = answer.state === "known" ? organizationInstance(answer.value) : undefined;
    if (!instance) continue;
    reader.useHomeRegion(instance.region);
    return { instance: known(instance, [...evidenceOf(here), ...evidenceOf(answer)]), regionsLookedAt };
  }
  // A Region that could not be asked may be the one that holds the instance.
  const failed = answers.find((answer) => answer.state === "unknown" && !hasNoEndpoint(answer.failure));
  if (failed?.state === "unknown") return { instance: failed, regionsLookedAt };
  const evidence = [here, ...answers].flatMap(evidenceOf);
  const hidden = await hiddenFromCaller(reader);
  if (hidden) return { instance: { ...hidden, evidence: [...evidence, ...hidden.evidence] }, regionsLookedAt };
  return { instance: known(null, evidence), regionsLookedAt };
}

/**
 * A member account sees no instance, whether the organization has one or not (facts 3.7): its empty answer proves nothing.
 * Undefined where the caller would see it: the management account, and a caller of no organization.
 */
async function hiddenFromCaller(
  reader: Pick<Reader, "callerIdentity" | "organization">,
): Promise<Extract<Reading<never>, { state: "unknown" }> | undefined> {
  const caller = await reader.callerIdentity();
  if (caller.state !== "known") return caller.state === "unknown" ? caller : undefined;
  const organization = await reader.organization();
  if (organization.state === "unknown") return organization;
  if (organization.state !== "known" || !organization.value) return undefined;
  const { managementAccountId } = organization.value;
  const { accountId } = caller.value;
  if (accountId === managementAccountId) return undefined;
  return {
    state: "unknown",
    evidence: [...caller.evidence, ...organization.evidence],
    failure: {
      kind: "refused",
      code: MEMBER_ACCOUNT,
      service: "sso-admin",
      operation: "ListInstances",
      permission: `sso:ListInstances as ${managementAccountId} or the delegated administrator`,
      message: `the credentials are of ${accountId}, a member account of the organization of ${managementAccountId}, and see no instance`,
    },
  };
}

/** The name of the Region's endpoint does not exist, although others do: Identity Center is not in that Region. */
const hasNoEndpoint = ({ kind, message }: ReadFailure): boolean =>
  kind === "unreachable" && /\bENOTFOUND\b/.test(message);

/** ListInstances may also return account instances, which know no permission sets (facts A13): an active one comes first. */
function organizationInstance(instances: readonly InstanceFacts[]): InstanceFacts | undefined {
  return instances.find(({ status }) => status === "ACTIVE") ?? instances[0];
}
