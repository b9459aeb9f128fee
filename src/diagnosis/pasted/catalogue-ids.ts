/** What a pasted text leads to; the reasons of failed requests share it. */
export { type Fit, likely, possible, proved } from "../families/fits.ts";
