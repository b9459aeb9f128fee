/** A report as one file that opens without a server and without script: nothing is loaded and nothing runs. */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { STYLE } from "../styles/index.ts";

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

interface DocumentParts {
  readonly title: string;
  readonly children: ComponentChildren;
}

export function documentHtml({ title, children }: DocumentParts): string {
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main class="document">{children}</main>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(document)}\n`;
}
