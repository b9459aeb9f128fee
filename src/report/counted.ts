/** Numbers with their noun, singular and plural right. */

/** `1 step`, `2 steps`, `0 entries` (with the plural given where it is not the noun with an s). */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;
