/** The text of an HTTP answer of a local program, which may be no lab and answer without an end. */

/**
 * The body as text; undefined where it is larger, and then the rest is not read.
 *
 * @param most bytes
 */
export async function boundedText({ body }: Response, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
