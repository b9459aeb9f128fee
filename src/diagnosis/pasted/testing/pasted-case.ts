/** For tests: something that is pasted, and what it must tell. */

export interface PastedCase {
  readonly what: string;
  readonly text: string;
  readonly who?: string;
  readonly account?: string;
  readonly set?: string;
  readonly layer?: string;
  /** `id confidence`, as the first that is named. */
  readonly cause?: string;
  /** The last of the next steps. */
  readonly ends?: RegExp;
  readonly title?: string;
  /** Words of title, meaning or steps. */
  readonly says?: readonly RegExp[];
  /** Words that must not be there. */
  readonly never?: RegExp;
  /** It is understood, and names no cause, not even a possible one. */
  readonly claimsNothing?: boolean;
}
