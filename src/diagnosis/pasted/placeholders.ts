/** What people and programs write where a value was: redactions, templates and the words for nothing. Such a word is never a value. */

/** `undefined`, `None`, `<nil>`: what programs print for nothing. */
const NOTHING = /^(?:undefined|null|none|nil|nan|n\/a|unknown|true|false|\[object Object\]|%!s\(<nil>\))$/i;
/** `<account>`, `${var}`, `{{x}}`, `[REDACTED]`, `xxxx`, `****`, `…`, `...`. */
const REDACTED =
  /^(?:<[^<>]{0,80}>?|\$\{?[\w.]{0,80}\}?|\{\{?[^{}":=]{0,80}\}?\}|\[[^[\]]{0,80}\]|\(?(?:[*#•.…_-]+|[xX]{3,})\)?|\W*(?:redacted|elided|masked|removed|hidden\w*|hostid|requestid)\W*)$/i;

/** `ACCOUNT_ID`, `YOUR_ROLE`, `USERNAME`: what templates say in capitals; `xxxx@xxxx.com`. */
const TEMPLATE =
  /^(?:(?:YOUR|MY|THE)[_-][A-Z_-]{2,40}|(?:AWS[_-])?ACCOUNT(?:[_-]?(?:ID|NUMBER))?|(?:USER|ROLE|SET|GROUP)(?:[_-]?NAME)|USER|EMAIL|SUFFIX|HASH|(?:ORG|INSTANCE|POLICY)[_-]?ID|[xX*]{2,}@[xX*.\w]{2,60}|(?:user|name|email)@domain\.(?:com|tld))$/;

/** Whether the word stands where a value was, and is none. */
export const isPlaceholder = (word: string): boolean =>
  word === "" || NOTHING.test(word) || REDACTED.test(word) || TEMPLATE.test(word);

/** The word where it is a value. */
export const asValue = (word: string | undefined): string | undefined =>
  word === undefined || isPlaceholder(word) ? undefined : word;

/** Parts that a redaction leaves in longer words: `ssoins-xxxx`, `ps-***`, `arn:…`. */
const REDACTED_PART =
  /<[^<>\s]{0,60}>?|\*{2,}|x{4,}|X{4,}|#{3,}|\.{3}|…|•{2,}|redacted|elided|\$\{|\{\{|\[[A-Za-z_ -]{2,40}\]/i;

/** Whether part of the word was taken out. */
export const isRedacted = (word: string): boolean => REDACTED_PART.test(word);
