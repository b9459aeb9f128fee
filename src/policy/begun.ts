/** Comparing a text of which the end is not known yet: the ARN of a reserved role before its sixteen digits were read. */
import { matches } from "./matcher.ts";
import { anyOf, type Unit } from "./pattern.ts";
import { no, type Truth, unknown, YES } from "./truth.ts";

/** The unknown end of the name of a reserved role: sixteen hexadecimal digits (facts 4.2). */
const DIGITS = 16;
const isDigit = (unit: Unit): boolean => /^[0-9a-f]$/i.test(unit);

/** A character that no policy writes: only a wildcard matches it. */
const UNWRITTEN = "\u{F8FF}";

/** Yes where every end matches, no where none does; `key` is what decides in between. */
export function matchesBegun(units: readonly Unit[], start: string, key: string): Truth {
  if (matches(units, start + UNWRITTEN.repeat(DIGITS))) return YES;
  // A pattern of more characters than the text matches nothing, however many asterisks are followed.
  if (units.filter((unit) => anyOf(unit) !== "text").length > start.length + DIGITS) return no();
  return canMatch(withoutDoubles(units), start) ? unknown(key) : no();
}

/** Several asterisks in a row match what one does. */
const withoutDoubles = (units: readonly Unit[]): readonly Unit[] =>
  units.filter((unit, at) => anyOf(unit) !== "text" || anyOf(units[at - 1] ?? "") !== "text");

/** Whether some end matches: all places of the pattern that can be reached are followed at once. */
function canMatch(units: readonly Unit[], start: string): boolean {
  let places = passing(units, new Set([0]));
  for (const character of start) places = stepped(units, places, (unit) => unit === character);
  for (let at = 0; at < DIGITS; at += 1) places = stepped(units, places, isDigit);
  return places.has(units.length);
}

function stepped(
  units: readonly Unit[],
  places: ReadonlySet<number>,
  accepts: (unit: Unit) => boolean,
): ReadonlySet<number> {
  const next = new Set<number>();
  for (const place of places) {
    const unit = units[place];
    if (unit === undefined) continue;
    const wildcard = anyOf(unit);
    if (wildcard === "text") next.add(place);
    else if (wildcard === "character" || accepts(unit)) next.add(place + 1);
  }
  return passing(units, next);
}

/** An asterisk may also match nothing. */
function passing(units: readonly Unit[], places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(places);
  for (const place of all) if (anyOf(units[place] ?? "") === "text") all.add(place + 1);
  return all;
}
