/** A report as one file that opens without a server: nothing is loaded, and nothing runs but the script that a report brings itself. */
import { createHash } from "node:crypto";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { STYLE } from "../styles/index.ts";

interface DocumentParts {
  readonly title: string;
  readonly children: ComponentChildren;
  /** A constant text of ours: the policy lets no other run. */
  readonly script?: string;
}

export function documentHtml({ title, children, script }: DocumentParts): string {
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={policyFor(script)} />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main class="document">{children}</main>
        {script === undefined ? null : <script dangerouslySetInnerHTML={{ __html: script }} />}
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(document)}\n`;
}

const policyFor = (script: string | undefined): string =>
  [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    ...(script === undefined ? [] : [`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
