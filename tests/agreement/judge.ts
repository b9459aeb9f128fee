/** Compares a diagnosis with the truth: what is wrong with it, in a sentence. */
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import type { Case } from "./case.ts";
import { secondRoadDisagreement } from "./judge-second-road.ts";
import type { Draft } from "./organization.ts";
import type { ClientTruth, Truth } from "./truth.ts";

/** What may be said of a grant that works: nothing of it keeps the user out. */
const BESIDE_A_WORKING_GRANT = ["instance-not-in-region", "too-many-groups", "role-renamed", "portal-not-refreshed"];

const PROFILE_CAUSES = ["wrong-region-or-start-url", "wrong-account-id", "wrong-role-name"];

/** Undefined where they agree. */
export function disagreement(diagnosis: Diagnosis, truth: Truth, asked: Case): string | undefined {
  const { verdict, causes } = diagnosis;
  if (verdict === "undecided") return unfoundedDoubt(diagnosis, truth, asked);
  if (asked.faults.some(({ hidesEverything }) => hidesEverything))
    return `${verdict}, although every call of Identity Center was refused`;
  const right = rightVerdicts(truth);
  if (!right.includes(verdict)) return `${verdict}, but it is ${right.join(" or ")}`;
  if (verdict !== "works" && causes.length === 0) return `${verdict} without a cause`;
  return verdict === "works"
    ? disagreementOnWorking(diagnosis, truth.client, asked)
    : secondRoadDisagreement(diagnosis, truth);
}

/** Beside a grant that works only what is wrong on the user's own side may be named, and where it is wrong it must be. */
function disagreementOnWorking({ causes }: Diagnosis, client: ClientTruth, asked: Case): string | undefined {
  const wrong = wrongOnOwnSide(client);
  const odd = causes.find(({ id }) => !BESIDE_A_WORKING_GRANT.includes(id) && !wrong.includes(id));
  if (odd) return `works, and yet ${odd.id} is named`;
  // Profiles that nobody named are told apart by how near they come to the grant; an API that failed may hide it.
  const isTold = wrong.length === 0 || causes.some(({ id }) => wrong.includes(id));
  const mustTell = asked.draft.asked.client?.isNamed === true && client.isProfileRight === false && !asked.apiFault;
  return mustTell && !isTold ? `works, and nothing is said of a profile that does not work` : undefined;
}

/** The causes that the judge's own tries leave room for. */
function wrongOnOwnSide(client: ClientTruth): readonly string[] {
  return [
    ...(client.isProfileRight === false ? PROFILE_CAUSES : []),
    ...(client.isTokenOfThisPortal === false || client.isOnFirstPage === false ? ["client-list-truncated"] : []),
    ...(client.isTokenAlive === false ? ["session-ended"] : []),
    ...(client.isSignInRight === false ? ["sign-in-name-mismatch"] : []),
  ];
}

/** Only an API that failed, or a policy of the resource, may leave a question open, and the answer must name it. */
function unfoundedDoubt(
  { couldNotRead, causes, decisions = [] }: Diagnosis,
  { client }: Truth,
  { draft, faults, apiFault }: Case,
): string | undefined {
  if (mayBringMoreTags(draft)) return undefined;
  // Trust policies of other roles are not read: one that names the role could allow what its own policies do not.
  const isOfRole = draft.asked.action?.action === "sts:AssumeRole";
  if (isOfRole && decisions.some(({ resourcePolicy }) => resourcePolicy?.startsWith("the trust policy")))
    return undefined;
  // The portal did not answer the user's token: then that must be said.
  if (client.isTokenAlive === false && causes.some(({ id }) => id === "session-ended")) return undefined;
  if (faults.some(({ hidesEverything }) => hidesEverything) && couldNotRead.some(({ reason }) => reason !== undefined))
    return undefined;
  const isNamed = couldNotRead.some(
    ({ service, operation }) => service === apiFault?.service && operation === apiFault.operation,
  );
  if (apiFault && isNamed) return undefined;
  const unread = couldNotRead.map(({ service, operation, message }) => `${service} ${operation}: ${message}`);
  return `undecided, although ${apiFault ? `only ${apiFault.operation} failed` : "nothing failed"} (${unread.join("; ")})`;
}

/** An identity provider may send tags of its own, which no API tells (facts C10): then a condition on one is open. */
function mayBringMoreTags({ asked, users, permissionSets }: Draft): boolean {
  const user = users.find(({ userName }) => userName === asked.user);
  const set = permissionSets.find(({ name }) => name === asked.permissionSet);
  const readsTags = JSON.stringify(set?.inlinePolicy ?? "").includes("aws:PrincipalTag/");
  return asked.action !== undefined && user?.externalId !== undefined && readsTags;
}

function rightVerdicts({ isListed, opensRole, isRefused, isOutdated, isSomethingUnderWay }: Truth): readonly string[] {
  if (!isListed) return isSomethingUnderWay ? ["not-visible", "pending"] : ["not-visible"];
  if (!opensRole || isRefused) return ["denied"];
  return isOutdated ? ["stale"] : ["works"];
}
