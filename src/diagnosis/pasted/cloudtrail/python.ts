/** Python's way of printing what boto3 answered, turned into JSON: single quotes, `None`, `True`, `datetime(…)`. Nothing is run. */

/**
 * The text with Python's values written as JSON's. Linear: each character is looked at once.
 *
 * @example jsonOfPython("{'readOnly': True, 'requestParameters': None}") // {"readOnly": true, "requestParameters": null}
 */
export function jsonOfPython(text: string): string {
  const token =
    /b?'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\b(None|True|False)\b|datetime\.datetime\(([\d, ]{1,60})[^()]{0,80}(?:\([^()]{0,40}\))?\)/gs;
  return text.replace(token, (whole, single?: string, double?: string, word?: string, date?: string) => {
    if (single !== undefined) return JSON.stringify(unescaped(single));
    if (double !== undefined) return whole;
    if (date !== undefined) return JSON.stringify(isoOf(date));
    return word === "None" ? "null" : (word ?? whole).toLowerCase();
  });
}

/** Python 2 writes `\\xe9`, Python 3 `\\u00e9` in bytes and in what was JSON before. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gis, (_, two?: string, four?: string, character?: string) => {
    const code = two ?? four;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return character === "n" ? "\n" : character === "t" ? "\t" : (character ?? "");
  });

/** `2026, 7, 1, 0, 8, 20` as ISO 8601; the zone is not read, so the time is the printing machine's. */
function isoOf(parts: string): string {
  const [year = "1970", month = "1", day = "1", hour = "0", minute = "0", second = "0"] = parts
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const two = (part: string) => part.padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}
