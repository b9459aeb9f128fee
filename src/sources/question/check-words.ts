/** The words of a question by their form: what is empty or malformed is refused before anything is asked. Pure. */
import { AccessError } from "../../model/errors.ts";
import {
  type AccountId,
  describeMalformed,
  type Parsed,
  parseAccountId,
  parsePermissionSetArn,
} from "../../model/ids.ts";

/** The value, or `bad-input` with what is wrong and what a right one looks like. Nothing malformed reaches AWS. */
export function checked<T>(parsed: Parsed<T>): T {
  if (parsed.kind === "ok") return parsed.value;
  throw new AccessError("bad-input", describeMalformed(parsed));
}

/** As the console shows an account id (`1234-5678-9012`), or copied with spaces; a digit too few or too many is an error. */
const DASHED_ACCOUNT_ID = /^\d{4}[- .]\d{4}[- .]\d{2,6}$/;

/** As Organizations writes an account's ARN: the id is its last part (Service Authorization Reference, AWS Organizations). */
const ACCOUNT_ARN = /^arn:aws[a-z-]*:organizations::\d{12}:account\/o-[a-z0-9]+\/(\d{12})$/;

/** Digits are an account id and must be right; everything else is a name or an e-mail address. */
export const looksLikeAccountId = (words: string): boolean =>
  /^\d+$/.test(words) || DASHED_ACCOUNT_ID.test(words) || ACCOUNT_ARN.test(words);

/** The id of words that look like one, without what divides it. @throws AccessError `bad-input` */
export const accountIdIn = (words: string): AccountId =>
  checked(
    parseAccountId(
      ACCOUNT_ARN.exec(words)?.[1] ?? (DASHED_ACCOUNT_ID.test(words) ? words.replace(/[- .]/g, "") : words),
    ),
  );

export const looksLikeArn = (words: string): boolean => words.startsWith("arn:");

interface AskedWords {
  readonly user?: string;
  readonly account: string | null;
  readonly permissionSet: string | null;
}

/** Refuses empty and malformed words before the first call. @throws AccessError `bad-input` */
export function checkWords(words: AskedWords): void {
  const named = { user: words.user, account: words.account, "permission set": words.permissionSet };
  for (const [what, word] of Object.entries(named))
    if (word?.trim() === "")
      throw new AccessError("bad-input", `The ${what} is empty`, { next: "Check the variable that it comes from" });
  if (words.account !== null && looksLikeAccountId(words.account)) accountIdIn(words.account);
  if (words.permissionSet !== null && looksLikeArn(words.permissionSet))
    checked(parsePermissionSetArn(words.permissionSet));
}
