/** HTML with everything escaped that is not HTML already, and the answers that carry it. */
import type { WireAnswer } from "../../protocol/wire.ts";

/** Text that is markup. */
export interface Html {
  readonly html: string;
}

type Part = Html | readonly Html[] | string | number | undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

function written(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return "html" in part ? part.html : part.map(({ html }) => html).join("");
}

/** @example html`<p>${userName}</p>` */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, at) => text + written(parts[at])).join(""),
});

/** Scripts and styles of the lab only; forms go to the lab, and on to the person's own machine after a sign-in (facts 4.3). */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self' http://127.0.0.1:* http://localhost:*",
].join("; ");

export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "cache-control": "no-store",
  // Not "no-referrer": browsers then send forms with the origin "null", which the lab refuses.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/** A whole page. */
export function page(
  title: string,
  content: Html,
  options: { status?: number; cookie?: string | undefined } = {},
): WireAnswer {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Identity Center lab</title>
<link rel="stylesheet" href="/start/style.css">
<script src="/start/portal.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><p class="brand"><span aria-hidden="true">◆</span> Identity Center lab</p><p class="note">A local stand-in for an AWS access portal</p></header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${content}
</main>
<p id="said" class="visually-hidden" role="status" aria-live="polite"></p>
</body>
</html>
`;
  return {
    status: options.status ?? 200,
    headers: { ...SAFE_HEADERS, "content-type": "text/html; charset=utf-8", ...cookieHeader(options.cookie) },
    body: document.html,
  };
}

export const redirect = (location: string, cookie?: string): WireAnswer => ({
  status: 303,
  headers: { ...SAFE_HEADERS, location, ...cookieHeader(cookie) },
  body: "",
});

const cookieHeader = (cookie: string | undefined): Record<string, string> =>
  cookie === undefined ? {} : { "set-cookie": cookie };

/** A message that a screen reader says at once. */
export const alert = (text: string | undefined): Html =>
  text === undefined ? html`` : html`<p class="alert" role="alert">${text}</p>`;
