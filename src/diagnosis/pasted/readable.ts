/** A pasted message made ready to be read: without colours, frames and line breaks; and without secrets where it is shown again. */

export interface Message {
  /** With its lines. */
  readonly text: string;
  /** All on one line, JSON's escapes undone, without quoted source code: what the known sentences are looked for in. */
  readonly line: string;
  /** Letter by letter as pasted: curly quotes and other characters that a policy may not hold are still there. */
  readonly raw: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const COLOURS = /\u001b(?:\[[0-9;?]{0,20}[ -/]?[@-~]|\][^\u0007\u001b\n]{0,500}(?:\u0007|\u001b\\))/g;
/** Frames of Terraform's errors, and the marks of a quoted mail. */
const FRAMES = /^[ \t]{0,8}(?:[│╷╵|>][ \t]?)+/gm;
/** Terraform shows the line of the configuration that failed: ` 46: resource "aws_ssoadmin_…" {`. It is not AWS's text. */
const SOURCE_LINES = /^[ \t]{0,12}\d{1,6}: .*$/gm;
const SHOWS_SOURCE = /^[ \t]{0,8}on \S.{0,300} line \d{1,6}(?:, in |:)/m;

export function readMessage(raw: string): Message {
  const text = rejoined(withoutFrames(raw));
  const words = SHOWS_SOURCE.test(text) ? text.replace(SOURCE_LINES, "") : text;
  const line = words
    .replaceAll("\\n", " ")
    .replaceAll("\\t", " ")
    .replaceAll('\\"', '"')
    .replace(/&(?:quot|#34);/g, '"')
    .replace(/&(?:apos|#39);/g, "'")
    .replace(/\s+/g, " ")
    .trim();
  return { text, line, raw };
}

/** Without colours, frames and typographic quotes. */
export const withoutFrames = (raw: string): string =>
  raw
    .replace(/^\ufeff/, "")
    .replace(COLOURS, "")
    .replaceAll("\r", "")
    .replace(FRAMES, "")
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"');

const BROKEN_ARN = /(arn:aws[\w:/.+=,@-]{3,300})\n[ \t]{0,40}([\w:/.+=,@-]{1,300})/g;
/** ARNs of Identity Center from beginning to end. */
const WHOLE_ARN =
  /^arn:aws[a-z-]{0,20}:(?:sso:::(?:instance\/ssoins-[\w.-]{16}|permissionSet\/ssoins-[\w.-]{16}\/ps-[\w.-]{16})|iam::\d{12}:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[a-z0-9-]{1,32}\/)?AWSReservedSSO_[\w+=,.@-]{1,32}_[0-9a-f]{16}|sts::\d{12}:assumed-role\/AWSReservedSSO_[\w+=,.@-]{1,32}_[0-9a-f]{16}\/[\w+=,.@-]{2,64})$/;

/** A terminal or a mail breaks long ARNs in the middle: where both parts together are a whole one, they are one. */
const rejoined = (text: string): string =>
  text.replace(BROKEN_ARN, (both, start: string, rest: string) => {
    const whole = `${start}${rest.replace(/[.,:]+$/, "")}`;
    return !WHOLE_ARN.test(start) && WHOLE_ARN.test(whole) ? `${start}${rest}` : both;
  });

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
