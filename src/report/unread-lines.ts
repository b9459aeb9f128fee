/** Failed reads for people: a few of them, for they are alike; all where everything is asked for. */
import { hanging } from "./layout.ts";
import { plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

/** Failed reads that are printed without `--full`. */
const SHOWN = 10;

/** A list of them, each in its words. */
export function unreadLines<Unread>(
  unread: readonly Unread[],
  words: (one: Unread) => string,
  { width, isFull }: Pick<TextStyle, "width" | "isFull">,
): readonly string[] {
  const shown = isFull === true ? unread : unread.slice(0, SHOWN);
  const more = unread.length - shown.length;
  return [
    ...shown.flatMap((one) => hanging("  - ", plain(words(one)), width)),
    ...(more > 0 ? [`  … and ${more} more that could not be read, with --full`] : []),
  ];
}
