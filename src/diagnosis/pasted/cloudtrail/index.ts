/** Explains one CloudTrail event. A family of events is a file of its own in the list below. */
import { type Explanation, explanation } from "../explanation.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import { assignmentRequests } from "./assignment-requests.ts";
import { consoleSignIn } from "./console-sign-in.ts";
import { directory } from "./directory.ts";
import type { Family, FamilyReading, PastedEvent } from "./family.ts";
import { permissionSets } from "./permission-sets.ts";
import { portal } from "./portal.ts";
import { refusalOf } from "./refusal.ts";
import { reservedRoles } from "./reserved-roles.ts";
import { samlSignIn } from "./saml-sign-in.ts";
import { whoOf } from "./who.ts";

const FAMILIES: readonly Family[] = [
  assignmentRequests,
  permissionSets,
  directory,
  portal,
  samlSignIn,
  consoleSignIn,
  reservedRoles,
];

/** Explains an event of any kind; one of no family by its name, who and error alone. */
export function explainEvent(raw: JsonObject): Explanation {
  const event = readEvent(raw);
  const reading: FamilyReading = FAMILIES.flatMap((family) => family(event) ?? [])[0] ?? ofNoFamily(event);
  const refusal = refusalOf(raw);
  return explanation("cloudtrail-event", reading.title, {
    ...reading,
    action: event.name,
    time: textAt(raw, "eventTime") ?? null,
    who: event.who ?? refusal?.who ?? null,
    account: reading.account ?? refusal?.account ?? null,
    permissionSet: reading.permissionSet ?? refusal?.permissionSet ?? null,
    layer: refusal?.layer ?? reading.layer ?? null,
    corrections: refusal?.corrections ?? [],
    causes: refusal?.causes ?? [],
    meaning: [...(reading.meaning ?? []), ...(refusal?.meaning ?? [])],
    next: [...(reading.next ?? []), ...(refusal?.next ?? [])],
    fits: [...new Set([...(reading.fits ?? []), ...(refusal?.fits ?? [])])],
  });
}

function readEvent(raw: JsonObject): PastedEvent {
  return {
    name: textAt(raw, "eventName") ?? "",
    source: textAt(raw, "eventSource") ?? "",
    input: objectAt(raw, "requestParameters") ?? {},
    response: objectAt(raw, "responseElements") ?? {},
    who: whoOf(raw),
    hasFailed: textAt(raw, "errorCode") !== undefined,
    raw,
  };
}

const ofNoFamily = ({ name, source, raw }: PastedEvent): FamilyReading => ({
  title: `${source === "" ? "AWS" : source}: ${name}`,
  account: textAt(raw, "recipientAccountId") ?? null,
  meaning: ["Nothing more is known here about events of this kind."],
});
