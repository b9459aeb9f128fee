/** What the identity provider sends over SCIM; names are masked, so only ids tell who it was (facts 5.5). */
import { SCIM_SERVICE } from "../../../model/service-principals.ts";
import { likely, possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { isObject, type JsonObject, member, objectAt, textAt } from "../json.ts";
import type { Family, PastedEvent } from "./family.ts";

export const scim: Family = (event) => {
  if (event.source !== SCIM_SERVICE) return undefined;
  const id = idOf(event);
  const isUser = /User/.test(event.name);
  return {
    title: `${event.name} over SCIM${id === undefined ? "" : `: ${isUser ? "user" : "group"} ${id}`}`,
    layer: "Identity Center",
    meaning: event.hasFailed
      ? ["AWS refused what the identity provider sent: the directory stays as it was."]
      : [meaningOf(event)],
    ask: isUser && id !== undefined && event.name !== "DeleteUser" ? whyCommand(id, null, null) : null,
    fits: event.hasFailed
      ? possible("membership-not-synced", ...(isUser ? (["user-not-found"] as const) : []))
      : fitsOf(event.name),
  };
};

function meaningOf({ name, input }: PastedEvent): string {
  if (/^Delete/.test(name))
    return "The identity provider deleted it. Its assignments stay behind and name nobody; a new one of the same name gets another id.";
  if (/^Create/.test(name)) return "The identity provider created it. It has no assignments yet.";
  if (name === "PatchGroup") return `The identity provider changed the group: ${operationsOf(input)}.`;
  if (/^(Put|Patch)/.test(name)) return "The identity provider changed it; ids and assignments stay.";
  return "A read by the identity provider; nothing was changed.";
}

/** `add members, remove members`; values are masked. */
function operationsOf(input: JsonObject): string {
  const operations = member(objectAt(input, "httpBody") ?? {}, "operations");
  const words = (Array.isArray(operations) ? operations.slice(0, 20) : []).flatMap((one) => {
    if (!isObject(one)) return [];
    return [[textAt(one, "op"), textAt(one, "path")].filter(Boolean).join(" ")];
  });
  return words.length > 0 ? [...new Set(words)].join(", ") : "the details are masked";
}

const fitsOf = (name: string) =>
  /^Delete/.test(name)
    ? [...likely("principal-deleted"), ...possible("principal-recreated")]
    : name === "PatchGroup"
      ? possible("portal-not-refreshed", "not-a-member")
      : [];

const idOf = ({ input, response }: PastedEvent): string | undefined =>
  textAt(input, "id") ??
  textAt(response, "id") ??
  textAt(objectAt(response, "user") ?? objectAt(response, "group") ?? {}, "id");
