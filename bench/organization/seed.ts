/** What the programs that measure one organization must agree on. */
import { SIZES } from "./sizes.ts";

export const SEED = 20_260_301;

/** Whole counts take SQL minutes: both count these accounts, a tenth, and are compared on them. */
export const COUNTED_ACCOUNTS = SIZES.XL.accounts / 10;
