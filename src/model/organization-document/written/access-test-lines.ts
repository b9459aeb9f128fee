/** Where the access tests stand in their file, for those who point at them. */
import { isMap, isSeq, LineCounter, parseDocument } from "yaml";

/** The line of each test in its order, from 1; empty where the text is no file of access tests. */
export function accessTestLines(text: string): readonly number[] {
  const lines = new LineCounter();
  const { contents, errors } = parseDocument(text, { lineCounter: lines });
  const tests = errors.length === 0 && isMap(contents) ? contents.get("expect") : undefined;
  if (!isSeq(tests)) return [];
  return tests.items.map((item) => {
    const range = typeof item === "object" && item !== null && "range" in item ? item.range : undefined;
    return Array.isArray(range) ? lines.linePos(Number(range[0])).line : 1;
  });
}
