/** The user's own configuration beside a grant: which of its profiles the question is about, and what proves it. */
import type { CachedSignIn, ClientFacts, SsoProfile } from "../../facts/grant/additional-facts.ts";
import type { InstanceFacts, PermissionSetFacts } from "../../facts/grant/grant-facts.ts";
import type { Evidence, EvidenceId } from "../../model/evidence.ts";
import type { AccountId } from "../../model/ids.ts";
import { evidenceOf, known } from "../../model/reading.ts";
import { parseReservedRoleName } from "../../model/reserved-role.ts";
import type { Reader } from "../reader.ts";
import type { Later } from "./dependent-reads.ts";

/** A client's profiles as the operator's files have them. */
export interface ClientInput {
  /** The configuration file in the words of the one who asks. */
  readonly file: string;
  readonly profiles: readonly SsoProfile[];
  /** The profile that the user uses, where it was said: then `profiles` holds only this one. */
  readonly isNamed: boolean;
  readonly signIn: CachedSignIn;
}

/** The calls' evidence begins with e1: what was read before the first of them is e0. */
const FILES: EvidenceId = "e0";

/** What the files said, as evidence; a token is never a part of it. */
export function clientEvidence(client: ClientInput, at: string): Readonly<Record<EvidenceId, Evidence>> {
  const { file, profiles, signIn } = client;
  const shown = profiles.map(({ mistakes: _mistakes, ...profile }) => profile);
  const read = { service: "client", operation: "ReadConfiguration", input: { file }, at };
  return { [FILES]: { id: FILES, ...read, output: { profiles: shown.slice(0, PROFILES_SHOWN), signIn } } };
}

const PROFILES_SHOWN = 20;

/** The profiles that matter for the grant, with the Regions in which its instance can be reached. */
export async function readClient(
  reader: Reader,
  client: ClientInput,
  home: InstanceFacts,
  grant: { readonly accountId: AccountId; readonly permissionSet: PermissionSetFacts | null },
): Later<ClientFacts> {
  const instanceRegions = await reader.instanceRegions(home.arn);
  const { file, isNamed, signIn } = client;
  const name = grant.permissionSet?.name;
  const profiles = isNamed ? client.profiles : profilesFor(client.profiles, grant.accountId, name);
  return known({ file, isNamed, signIn, profiles, instanceRegions }, [FILES, ...evidenceOf(instanceRegions)]);
}

/** The profiles for exactly this grant; where there is none, those that look as if they were meant for it. */
export function profilesFor(
  profiles: readonly SsoProfile[],
  accountId: AccountId,
  setName: string | undefined,
): readonly SsoProfile[] {
  if (setName === undefined) return profiles.filter((profile) => profile.accountId === accountId);
  const exact = profiles.filter((profile) => profile.accountId === accountId && profile.roleName === setName);
  if (exact.length > 0) return exact;
  return profiles.filter(
    (profile) =>
      isMeantAs(profile.roleName ?? "", setName) &&
      (profile.accountId === accountId || isSlipOf(profile.accountId ?? "", accountId)),
  );
}

/** The set's name, the name in other letters, or the name of the IAM role that Identity Center made for the set (casebook C41). */
function isMeantAs(roleName: string, setName: string): boolean {
  const last = roleName.slice(roleName.lastIndexOf("/") + 1);
  const name = parseReservedRoleName(last)?.permissionSetName ?? roleName;
  return name.toLowerCase() === setName.toLowerCase();
}

/** Other signs between the digits, a leading zero lost, at most two wrong digits, or two neighbours swapped. */
function isSlipOf(written: string, accountId: AccountId): boolean {
  const digits = written.replace(/\D/g, "").padStart(accountId.length, "0");
  if (digits.length !== accountId.length) return false;
  return [...digits].filter((digit, index) => digit !== accountId[index]).length <= 2;
}
