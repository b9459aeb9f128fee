/** Explains CloudTrail events. A family of events is a file of its own in the list below. */
import { whyCommand } from "../command.ts";
import { type Explanation, explanation } from "../explanation.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import { together } from "../together.ts";
import { administration } from "./administration.ts";
import { assignmentRequests } from "./assignment-requests.ts";
import { consoleSignIn } from "./console-sign-in.ts";
import { directory } from "./directory.ts";
import type { Family, FamilyReading, PastedEvent } from "./family.ts";
import { oidc } from "./oidc.ts";
import { organization } from "./organization.ts";
import { ownSession } from "./own-session.ts";
import { permissionSets } from "./permission-sets.ts";
import { portal } from "./portal.ts";
import { failureOf, refusalOf } from "./refusal.ts";
import { reservedRoles } from "./reserved-roles.ts";
import { samlSignIn } from "./saml-sign-in.ts";
import { scim } from "./scim.ts";
import { signIn } from "./sign-in.ts";
import { signInPolicies } from "./sign-in-policies.ts";
import { callerOf, whoOf } from "./who.ts";

const FAMILIES: readonly Family[] = [
  assignmentRequests,
  permissionSets,
  scim,
  directory,
  portal,
  oidc,
  signIn,
  samlSignIn,
  consoleSignIn,
  signInPolicies,
  reservedRoles,
  organization,
  administration,
  ownSession,
];

/** Events explained one by one. */
const MOST_EVENTS = 1000;

/** Each event that has to do with Identity Center or failed; a file's other events are counted only. */
export function explainEvents(raws: readonly JsonObject[]): readonly Explanation[] {
  if (raws.length === 1 && raws[0]) return [explainEvent(raws[0])];
  const told = raws.filter((raw) => familyOf(readEvent(raw)) !== undefined || failureOf(raw) !== undefined);
  const chosen = told.length > 0 ? told : raws;
  const rest = chosen.length - MOST_EVENTS;
  return [
    ...groupedWhereRefused(chosen.slice(0, MOST_EVENTS)),
    ...(rest > 0 ? [leftOut(rest, `only the first ${MOST_EVENTS} are explained`)] : []),
    ...(chosen.length < raws.length
      ? [leftOut(raws.length - chosen.length, "they succeeded and have nothing to do with Identity Center")]
      : []),
  ];
}

/** The same refusal again and again is one, where it was first met; each call that succeeded is told by itself. */
function groupedWhereRefused(raws: readonly JsonObject[]): readonly Explanation[] {
  const explained = raws.map(explainEvent);
  return together(explained, (_, index) => failureOf(raws[index] ?? {}) !== undefined);
}

const leftOut = (count: number, why: string): Explanation =>
  explanation("not-recognised", `${count} more ${count === 1 ? "event was" : "events were"} left out: ${why}`, {
    next: ["To see them, filter the file by time, account or event name, and paste the rest."],
  });

/** Explains an event of any kind; one of no family by its name, who and error alone. */
export function explainEvent(raw: JsonObject): Explanation {
  const event = readEvent(raw);
  const family = familyOf(event);
  const reading = family ?? ofNoFamily(event);
  const refusal = refusalOf(raw);
  const { ask, ...read } = reading;
  const causes = [...(refusal?.causes ?? []), ...(read.causes ?? [])];
  return explanation("cloudtrail-event", read.title, {
    ...read,
    action: event.name === "" ? (refusal?.action ?? null) : event.name,
    resource: refusal?.resource ?? null,
    authorizations: refusal?.authorizations ?? [],
    time: textAt(raw, "eventTime") ?? null,
    who: event.who ?? refusal?.who ?? null,
    account: read.account ?? refusal?.account ?? null,
    permissionSet: read.permissionSet ?? refusal?.permissionSet ?? null,
    layer: refusal?.layer ?? read.layer ?? null,
    policy: refusal?.policy ?? null,
    corrections: refusal?.corrections ?? [],
    causes: [...new Map(causes.map((cause) => [cause.id, cause])).values()],
    meaning: [
      ...(read.meaning ?? []),
      ...(refusal?.meaning ?? []),
      ...(raw["isFragment"] === true ? ["The JSON is not complete: only the part that is there was read."] : []),
    ],
    // Where AWS's own words lead to a cause, its steps are the ones.
    next: nextSteps(
      (refusal?.fits ?? []).length > 0 && causes.length > 0 ? [] : (read.next ?? []),
      refusal,
      ask ?? (family ? anybody(reading, refusal) : null),
    ),
    fits: fitsOf(refusal, read),
  });
}

/** What the refusal's own words say is surer than what the event's kind suggests, and then all that counts. */
function fitsOf(refusal: Partial<Explanation> | undefined, read: Partial<Explanation>): Explanation["fits"] {
  const own = refusal?.fits ?? [];
  return own.length > 0 || (refusal?.causes ?? []).length > 0 ? own : (read.fits ?? []);
}

/** Where an event leads to nobody in particular: the question with what is known, unless there are steps already. */
const anybody = (reading: FamilyReading, refusal: Partial<Explanation> | undefined): string | null =>
  (reading.next ?? refusal?.next ?? []).length > 0
    ? null
    : whyCommand(null, reading.account ?? null, reading.permissionSet ?? null);

/** Whoever must sign in again, or ask more slowly, does that first. */
const DO_THIS_FIRST = /^(session-ended|portal-throttled)$/;

/** The refusal's own advice comes first; the event knows better whom to ask about where the refusal does not. */
function nextSteps(
  own: readonly string[],
  refusal: Partial<Explanation> | undefined,
  ask: string | null | undefined,
): readonly string[] {
  const advice = refusal?.next ?? [];
  const hasQuestion = advice.some((step) => /^idc-doctor why (?!.*<)/.test(step));
  const [first] = [...(refusal?.causes ?? []), ...(refusal?.fits ?? [])];
  const isClear = DO_THIS_FIRST.test(first?.id ?? "");
  if (!ask || hasQuestion || isClear) return [...own, ...advice];
  return [...own, ...advice.filter((step) => !step.startsWith("idc-doctor why ")), ask];
}

const familyOf = (event: PastedEvent): FamilyReading | undefined => {
  for (const family of FAMILIES) {
    const reading = family(event);
    if (reading) return reading;
  }
  return undefined;
};

function readEvent(raw: JsonObject): PastedEvent {
  return {
    name: textAt(raw, "eventName") ?? "",
    source: textAt(raw, "eventSource") ?? "",
    input: objectAt(raw, "requestParameters") ?? {},
    response: objectAt(raw, "responseElements") ?? {},
    who: whoOf(raw),
    caller: callerOf(raw),
    hasFailed: failureOf(raw) !== undefined,
    raw,
  };
}

const ofNoFamily = ({ name, source, raw }: PastedEvent): FamilyReading => ({
  title: `${source === "" ? "AWS" : source}: ${name}`,
  account: textAt(raw, "recipientAccountId") ?? null,
  meaning: ["No more is known here about events of this kind."],
});
