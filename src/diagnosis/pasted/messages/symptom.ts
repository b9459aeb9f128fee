/** A symptom in people's own words: what it is recognised by, what it may come from and what decides. Tables of these stand beside this file. */
import type { Fit } from "../catalogue-ids.ts";

export interface Symptom {
  readonly title: string;
  /** One of these must be found. */
  readonly words: readonly RegExp[];
  readonly without?: RegExp;
  readonly meaning: readonly string[];
  readonly fits: readonly Fit[];
  /** The question that decides, to be asked before the command. */
  readonly question: string;
  /** What the command asks about: the user alone, the user's access to one account (as a rule), one action there, or its console. */
  readonly asks?: "user" | "action" | "console";
}

/** Whole words: "went" and "account" end with the same letters as "isnt". */
export const NOT =
  "(?:\\b(?:is|are|was|were|do|does|did|ca|could|has|have|had|wo|would|should)n'?t|\\bnot|\\bnever|\\bno longer|\\bcannot|\\bcan ?not|\\bfail(?:s|ed)? to)";
export const SHOW = "(?:appear|show|visible|listed|display|there|see|find|present|come up)";
export const PORTAL =
  "(?:access portal|portal|start page|sso page|login page|dashboard|aws sso|identity center|landing page)";

/** A character that does not begin the word "account", so that the sentence is not about the account. */
export const NO_ACCOUNT = "(?:(?!account).)";

/** "… but I can't", "… but I can't see staging": others see the account, and whoever writes does not. */
export const BUT_NOT_SEEN =
  "\\b(?:but|while|and|yet)\\b.{0,60}\\b(?:can'?t|cannot|can ?not|do(?:es)?n'?t|do(?:es)? not|not)(?: (?:even )?(?:see|find)\\b.{0,60})?[ .!?]*$";

/** Each pattern in any case of the letters. */
export const words = (...patterns: readonly string[]): readonly RegExp[] => patterns.map((one) => new RegExp(one, "i"));
