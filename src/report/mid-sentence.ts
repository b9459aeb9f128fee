/** A text that begins a sentence, put into the middle of one. */

/** Begin with a capital wherever they stand. */
const NAMES = /^(Identity Center|Active Directory|Amazon|Terraform)\b/;

/** `AWS could not…` stays as it is: only a capital that the sentence gave is taken away. */
export const midSentence = (text: string): string =>
  NAMES.test(text) ? text : text.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase());
