/** Properties of one resource, as far as they are known, under the names of attributes that every plan is read into. */
import type { Attributes } from "../planned-change.ts";
import { PARTITION } from "./intrinsic.ts";
import { hasPlace, inWords, onlyPlace, type Resolved } from "./resolved.ts";
import type { AccessResource } from "./resource-types.ts";

export interface PlannedProperties {
  readonly after: Attributes;
  readonly references: Readonly<Record<string, readonly string[]>>;
  readonly reasons: Attributes;
  readonly names: Attributes;
}

/** Stands in ids until the organization says which partition it is in. */
export const PARTITION_WORD = "$" + "{AWS::Partition}";

/** @param properties a map, or unknown as a whole */
export function plannedProperties({ properties: names }: AccessResource, properties: Resolved): PlannedProperties {
  const after: Record<string, string> = {};
  const references: Record<string, readonly string[]> = {};
  const reasons: Record<string, string> = {};
  for (const [path, name] of Object.entries(names)) {
    const value = at(properties, path.split("."));
    if (value.kind === "unknown") reasons[name] = value.why;
    if (value.kind !== "text") continue;
    const text = value.text.replaceAll(PARTITION, PARTITION_WORD);
    const place = onlyPlace(text);
    if (place !== undefined) references[name] = [place];
    else if (hasPlace(text)) reasons[name] = `${inWords(text)} is known once it is deployed`;
    else after[name] = text;
  }
  const words = Object.entries(names).map(([path, name]) => [name, path.split(".").at(-1) ?? path]);
  return { after, references, reasons, names: Object.fromEntries(words) };
}

function at(value: Resolved, path: readonly string[]): Resolved {
  const [name, ...rest] = path;
  if (name === undefined || value.kind === "unknown") return value;
  return value.kind === "map" ? at(value.entries.get(name) ?? { kind: "absent" }, rest) : { kind: "absent" };
}
