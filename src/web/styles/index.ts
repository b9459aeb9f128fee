/** The style sheet of the page and of the HTML reports, which have it inline. */
import { ACCESS } from "./access.ts";
import { ANSWER } from "./answer.ts";
import { BASE } from "./base.ts";
import { FINDINGS } from "./findings.ts";
import { SCREENS } from "./screens.ts";
import { TOKENS } from "./tokens.ts";

export const STYLE = `${TOKENS}${BASE}${ANSWER}${FINDINGS}${ACCESS}${SCREENS}`;
