/** A pasted message made ready to be read: without colours, frames and line breaks; and without secrets where it is shown again. */

export interface Message {
  /** With its lines. */
  readonly text: string;
  /** All on one line, JSON's escapes undone: what the known sentences are looked for in. */
  readonly line: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const COLOURS = /\u001b(?:\[[0-9;?]{0,20}[ -/]?[@-~]|\][^\u0007\u001b\n]{0,500}(?:\u0007|\u001b\\))/g;
/** Frames of Terraform's errors, and the marks of a quoted mail. */
const FRAMES = /^[ \t]{0,8}(?:[│╷╵|>][ \t]?)+/gm;

export function readMessage(raw: string): Message {
  const text = raw
    .replace(/^\ufeff/, "")
    .replace(COLOURS, "")
    .replaceAll("\r", "")
    .replace(FRAMES, "")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"');
  const line = text
    .replaceAll("\\n", " ")
    .replaceAll("\\t", " ")
    .replaceAll('\\"', '"')
    .replace(/&(?:quot|#34);/g, '"')
    .replace(/&(?:apos|#39);/g, "'")
    .replace(/\s+/g, " ")
    .trim();
  return { text, line };
}

/** Debug logs hold tokens and keys; they are shown to nobody again. */
const SECRETS =
  /((?:secret_?access_?key|session_?token|access_?token|refresh_?token|client_?secret|id_?token|device_?code|code_?verifier|security-token|sso_bearer_token|password|SAMLResponse|authorization: ?bearer|\bbearer)["']?\s{0,3}[:= ]\s{0,3}["']?)(?:bearer )?[A-Za-z0-9+/=_.:-]{8,}/gi;
/** JSON web tokens and the portal's tokens, wherever they stand. */
const TOKENS = /\b(?:eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?|aoa[\w+/=:.-]{40,})/g;

/** Characters of an unknown text that are shown again. */
const SHOWN = 2000;

/** The text as pasted, as far as it is shown again. */
export function shownAgain({ text }: Message): string {
  const start = text.trim().slice(0, SHOWN * 2);
  const clean = start.replace(SECRETS, "$1[left out]").replace(TOKENS, "[left out]");
  return clean.length > SHOWN ? `${clean.slice(0, SHOWN)}…` : clean;
}
