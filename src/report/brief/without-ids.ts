/** Sentences as people say them: the ids that follow a name in brackets are left out; `--full`, JSON and commands have them. */

/** In brackets behind a name: the id of an account, of a user or group, of an identity store, policy or unit, or an ARN. */
const BRACKETED =
  / \((?:\d{12}|(?:d|o|ou|p)-[0-9a-z-]{4,128}|(?:[0-9a-f]{10}-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|arn:aws[^\s()]*)\)/gi;

/** The id of a request, with the bracket around it where nothing else is in it. */
const REQUEST = /( \()request [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:, |(?=\)))/gi;

export const withoutIds = (text: string): string =>
  text.replace(REQUEST, "$1").replaceAll(" ()", "").replace(BRACKETED, "");

/** The first sentence, and as many more as stay under the limit. */
export function firstSentences(text: string, limit: number): string {
  const [first = "", ...rest] = sentencesOf(text);
  let shown = first;
  for (const sentence of rest) {
    if (shown.length + 1 + sentence.length > limit) break;
    shown = `${shown} ${sentence}`;
  }
  return shown;
}

/** A full stop inside an address, a name or a quotation ends no sentence. */
function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = [];
  let open = "";
  for (const part of text.split(/(?<=[.!?]"?) (?=[A-Z"])/)) {
    open = open === "" ? part : `${open} ${part}`;
    if (open.split('"').length % 2 === 0) continue;
    sentences.push(open);
    open = "";
  }
  return open === "" ? sentences : [...sentences, open];
}
