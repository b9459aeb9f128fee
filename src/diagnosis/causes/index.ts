/** The catalogue, in the order in which a person would look. Written by `npm run generate` from the folders beside it. */
import { STAGES } from "../../model/access-path.ts";
import type { Cause } from "../cause.ts";
import { notAMember } from "./not-a-member/cause.ts";

const place = (cause: Cause): number => STAGES.indexOf(cause.stage) * 1000 + cause.rank;

export const causes: readonly Cause[] = [notAMember].sort((a, b) => place(a) - place(b));
