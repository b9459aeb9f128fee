/** Colours by meaning. In a pipe, or with NO_COLOR, every one of them gives its text back unchanged. */
import picocolors from "picocolors";

type Paint = (text: string) => string;

export interface Palette {
  readonly strong: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly accent: Paint;
}

export function palette({ isColored }: { readonly isColored: boolean }): Palette {
  const { bold, dim, green, red, yellow, cyan } = picocolors.createColors(isColored);
  return { strong: bold, faint: dim, good: green, bad: red, warn: yellow, accent: cyan };
}
