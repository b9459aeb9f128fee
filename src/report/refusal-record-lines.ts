/** AWS's record of a refusal as lines under labels, for text and for Markdown. */
import type { RecordedRefusal, RefusingStatement } from "../diagnosis/refusal/recorded-refusal.ts";
import { withoutIds } from "./brief/without-ids.ts";
import { counted } from "./counted.ts";

export interface RecordLine {
  readonly label: string;
  readonly text: string;
}

export function recordLines(record: RecordedRefusal): readonly RecordLine[] {
  const { authorization, access, requestContext } = record;
  if (record.notRead !== null)
    return [
      { label: "record", text: `AWS's record of this refusal was not read: ${record.notRead}.` },
      ...comparedLines(record),
    ];
  return [
    { label: "record", text: `AWS's record ${authorization.id} (${authorization.region}): ${effectWords(record)}.` },
    ...record.refusedBy.flatMap(statementLines),
    ...(access ? [{ label: "access", text: `${withoutIds(access.path)}${STANDING[access.stillThere]}` }] : []),
    ...comparedLines(record),
    ...Object.entries(requestContext ?? {}).map(([key, value]) => ({
      label: "context",
      text: `${key} = ${typeof value === "string" ? value : JSON.stringify(value)}`,
    })),
  ];
}

const comparedLines = ({ compared }: RecordedRefusal): readonly RecordLine[] =>
  compared ? [{ label: compared.agrees === false ? "differs" : "today", text: compared.words }] : [];

const STANDING: Readonly<Record<NonNullable<RecordedRefusal["access"]>["stillThere"], string>> = {
  yes: "",
  no: ". This access is gone now",
  unknown: ". Whether it is still there was not seen",
};

function effectWords({ effect, refusedBy, evaluated }: RecordedRefusal): string {
  if (effect === "EXPLICIT_DENY") return `${counted(refusedBy.length, "statement")} denied the request`;
  const policies = Object.entries(evaluated).map(([layer, count]) => `${count} × ${layer}`);
  return `no statement denied the request, and nothing allowed it (evaluated: ${policies.join(", ") || "no policy"})`;
}

function statementLines(one: RefusingStatement): readonly RecordLine[] {
  const { layer, policy, sid, attachedTo, statement, now } = one;
  const where =
    attachedTo.length > 0 && layer.endsWith("control policy") ? `, attached to ${attachedTo.join(", ")}` : "";
  return [
    { label: "denied by", text: `${layer} ${policy}, statement "${sid}"${where}. ${sinceWords(one)}` },
    ...(statement === null ? [] : [{ label: "then", text: statement }]),
    ...(now === null ? [] : [{ label: "now", text: now }]),
  ];
}

function sinceWords({ since, reason }: RefusingStatement): string {
  switch (since) {
    case "unchanged":
      return "Unchanged since then.";
    case "changed":
      return "Changed since then.";
    case "removed":
      return "The policy no longer has this statement.";
    case "policy removed":
      return "The policy was deleted or detached since then.";
    case "unknown":
      return `Whether it has changed since then is not known: ${reason}.`;
  }
}
