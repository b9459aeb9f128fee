/** How a text for people is drawn: its colors and its width. */
import type { Palette } from "./palette.ts";

export interface TextStyle {
  readonly palette: Palette;
  /** Characters. */
  readonly width: number;
  /** `--full`: paths, evidence and everything else that a short answer leaves to JSON. */
  readonly isFull?: boolean;
  /** The repair follows at once (`fix`), so its command is not told. */
  readonly isRepaired?: boolean;
}
