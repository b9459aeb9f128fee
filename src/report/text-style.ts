/** How a text for people is drawn: its colors and its width. */
import type { Palette } from "./palette.ts";

export interface TextStyle {
  readonly palette: Palette;
  /** Characters. */
  readonly width: number;
}
