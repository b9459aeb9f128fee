/** An answer as one file that opens without a server and without script: the components of the page, printed well. */
import { renderToString } from "preact-render-to-string";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { answerView } from "../../report/page/answer-view.ts";
import { Answer } from "../components/answer.tsx";
import { STYLE } from "../styles/index.ts";

/** Nothing is loaded and nothing runs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function diagnosisHtml(diagnosis: Diagnosis): string {
  const view = answerView(diagnosis);
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <title>{view.sentence}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main class="document">
          <Answer view={view} isDocument />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(document)}\n`;
}
