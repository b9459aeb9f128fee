/** CloudTrail events about the members of a group, as the console, the API and SCIM cause them (facts 5.3, 5.5). */
import type { CloudTrailEvent } from "./additional-facts.ts";

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Under which names memberships are ended: who owns a group decides. */
export const removalNames = (isExternallyOwned: boolean): readonly string[] =>
  isExternallyOwned ? ["PatchGroup"] : ["DeleteGroupMembership", "RemoveMemberFromGroup"];

/** Under which names somebody becomes a member: who owns a group decides (facts 5.3, 5.5). */
export const joinNames = (isExternallyOwned: boolean): readonly string[] =>
  isExternallyOwned ? ["PatchGroup"] : ["CreateGroupMembership", "AddMemberToGroup"];

export interface MembersChanged {
  readonly groupId: string;
  readonly memberIds: readonly string[];
}

/** Whom an event made a member of which group; undefined for every other event, and where AWS refused it. */
export function membersTakenIn({ name, errorCode, request }: CloudTrailEvent): MembersChanged | undefined {
  if (errorCode !== undefined) return undefined;
  if (name === "PatchGroup" && typeof request["id"] === "string")
    return { groupId: request["id"], memberIds: patchedMembers(request, "add") };
  return name === "CreateGroupMembership" || name === "AddMemberToGroup" ? membership(request) : undefined;
}

/** The removal by the API names only the membership (identitystore API model, DeleteGroupMembership): its creation tells whose it was. */
export const namesOnlyAMembership = ({ name, request }: CloudTrailEvent): boolean =>
  name === "DeleteGroupMembership" && typeof request["membershipId"] === "string";

/** Whom an event took out of which group, as far as it and the other events tell; undefined for every other event, and where AWS refused it. */
export function membersTakenOut(
  event: CloudTrailEvent,
  events: readonly CloudTrailEvent[],
): MembersChanged | undefined {
  const { name, errorCode, request } = event;
  if (errorCode !== undefined) return undefined;
  if (name === "PatchGroup" && typeof request["id"] === "string")
    return { groupId: request["id"], memberIds: patchedMembers(request, "remove") };
  if (name === "RemoveMemberFromGroup") return membership(request);
  if (!namesOnlyAMembership(event)) return undefined;
  const creation = events.find(
    (one) =>
      one.name === "CreateGroupMembership" && one.errorCode === undefined && one.createdId === request["membershipId"],
  );
  return creation && membership(creation.request);
}

/** Facts 5.3: the console writes `member.memberId`, the API `memberId.userId`. */
function membership(request: Fields): MembersChanged | undefined {
  const memberId = fields(request["member"])["memberId"] ?? fields(request["memberId"])["userId"];
  return typeof request["groupId"] === "string" && typeof memberId === "string"
    ? { groupId: request["groupId"], memberIds: [memberId] }
    : undefined;
}

/** Facts 5.5: `httpBody.operations[{op, path, value}]`. */
export function patchedMembers(request: Fields, op: "add" | "remove"): readonly string[] {
  return list(fields(request["httpBody"])["operations"])
    .map(fields)
    .filter((operation) => String(operation["op"]).toLowerCase() === op)
    .flatMap((operation) => list(operation["value"]))
    .map((value) => String(fields(value)["value"]));
}
