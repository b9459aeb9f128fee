/** The body of a SCIM request as an event shows it: who is where by id, and no names (facts 5.5). */
import { HIDDEN, type HiddenTexts } from "../cloudtrail/hidden.ts";

const ID = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Members whose values say nothing of a person, as long as they are what belongs there. */
const OPEN: ReadonlyMap<string, RegExp> = new Map([
  ["op", /^(?:add|replace|remove)$/i],
  ["schemas", /^urn:[\w:.]+$/],
  ["active", /^(?:true|false)$/i],
]);

/** `displayName`, `name.givenName`, `urn:…:User:department`, `emails[…].value` */
const PATH = /^[\w:.]+(?:\[[^\]]*\](?:\.\w+)?)?$/;
/** One comparison of a filter; what it compares with may lack its quotes, or the last of them. */
const COMPARISON = /([\w:.]+)(\s+\w\w\s+)(?:"((?:[^"\\]|\\.)*)"?|[^\s\])]+)/g;
/** Attributes whose values are ids of users. */
const HOLDS_IDS: ReadonlySet<string> = new Set(["members", "manager"]);

/** A path with what it filters by hidden, unless that is a member's id. */
export function maskedPath(path: string, { hide }: HiddenTexts): string {
  if (!PATH.test(path)) return hide(path);
  const ofMembers = /^members\[/i.test(path);
  return path.replace(COMPARISON, (whole, attribute: string, operator: string, value?: string) => {
    if (ofMembers && ID.test(value ?? "")) return whole;
    hide(value ?? whole.slice(attribute.length + operator.length));
    return `${attribute}${operator}"${HIDDEN}"`;
  });
}

export const maskedBody = (body: unknown, hidden: HiddenTexts): unknown => masked(body, "", "", hidden);

/**
 * @param name the member that holds the value, in lower case
 * @param owner the attribute whose value it is part of, in lower case
 */
function masked(value: unknown, name: string, owner: string, hidden: HiddenTexts): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, name, owner, hidden));
  if (typeof value === "object" && value !== null) return maskedMembers(value, owner, hidden);
  const text = String(value);
  if (name === "path" && typeof value === "string") return maskedPath(value, hidden);
  const isMembersId = (name === "value" || name === "members") && HOLDS_IDS.has(owner) && ID.test(text);
  return isMembersId || OPEN.get(name)?.test(text) === true ? value : hidden.hide(value);
}

function maskedMembers(value: object, owner: string, hidden: HiddenTexts): unknown {
  const members = Object.entries(value);
  // Of an operation of a PATCH, its path names the attribute.
  const path = members.find(([member]) => member.toLowerCase() === "path")?.[1];
  return Object.fromEntries(
    members.map(([member, item]) => {
      const name = member.toLowerCase();
      const part = name === "value" && typeof path === "string" ? path.toLowerCase() : name;
      const inner = HOLDS_IDS.has(part) ? part : owner;
      return [member.charAt(0).toLowerCase() + member.slice(1), masked(item, name, inner, hidden)];
    }),
  );
}
