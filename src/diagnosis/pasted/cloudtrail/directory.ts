/** Users, groups and memberships: of the console (sso-directory) and of the Identity Store API (facts 5.1, 5.3). */
import { type Fit, likely, possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import type { Family } from "./family.ts";

interface Kind {
  readonly meaning: string;
  readonly fits?: readonly Fit[];
}

const JOINED: Kind = {
  meaning:
    "The member now has what is assigned to the group. The portal shows it within the hour, or after a new sign-in.",
  fits: possible("portal-not-refreshed"),
};
const LEFT: Kind = { meaning: "The member loses what came through this group.", fits: likely("not-a-member") };
const DELETED: Kind = {
  meaning:
    "Its assignments stay behind and name nobody. A new one of the same name gets another id and none of these assignments.",
  fits: [...likely("principal-deleted"), ...possible("principal-recreated")],
};

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["CreateGroup", { meaning: "A new group has no members and no assignments.", fits: possible("group-empty") }],
  ["UpdateGroup", { meaning: "Names may change; ids and assignments stay." }],
  ["DeleteGroup", DELETED],
  ["AddMemberToGroup", JOINED],
  ["CreateGroupMembership", JOINED],
  ["RemoveMemberFromGroup", LEFT],
  ["DeleteGroupMembership", LEFT],
  ["CreateUser", { meaning: "A new user has no groups and no assignments." }],
  ["UpdateUser", { meaning: "Names may change; ids and assignments stay." }],
  ["DeleteUser", DELETED],
  ["DisableUser", { meaning: "A disabled user cannot sign in to the portal.", fits: likely("user-disabled") }],
  ["EnableUser", { meaning: "The user can sign in again." }],
]);

// IAM has a CreateUser and a CreateGroup of its own.
const SOURCES = /^(sso-directory|identitystore)\.amazonaws\.com$/;

export const directory: Family = ({ name, source, input, response, hasFailed }) => {
  const kind = KINDS.get(name);
  if (!kind || (!SOURCES.test(source) && textAt(input, "identityStoreId") === undefined)) return undefined;
  const subject = subjectOf(input, response);
  const title = `${name}${subject === "" ? "" : `: ${subject}`}`;
  const userId = userIdOf(input, response);
  const about = {
    title,
    layer: "Identity Center",
    ask: userId === undefined || name === "DeleteUser" ? null : whyCommand(userId, null, null),
  } as const;
  return hasFailed ? about : { ...about, meaning: [kind.meaning], fits: kind.fits ?? [] };
};

function userIdOf(input: JsonObject, response: JsonObject): string | undefined {
  const member = objectAt(input, "member") ?? objectAt(input, "memberId") ?? {};
  const made = objectAt(response, "user") ?? response;
  return textAt(member, "memberId") ?? textAt(member, "userId") ?? textAt(input, "userId") ?? textAt(made, "userId");
}

/** Names where the event has them, else ids. */
function subjectOf(input: JsonObject, response: JsonObject): string {
  const made = objectAt(response, "group") ?? objectAt(response, "user") ?? {};
  const memberId = userIdOf(input, response);
  const groupId = textAt(input, "groupId") ?? textAt(made, "groupId");
  const name = textAt(input, "displayName") ?? textAt(input, "userName") ?? textAt(made, "displayName");
  return [
    ...(name === undefined ? [] : [name]),
    ...(memberId === undefined ? [] : [`user ${memberId}`]),
    ...(groupId === undefined ? [] : [`group ${groupId}`]),
  ].join(", ");
}
