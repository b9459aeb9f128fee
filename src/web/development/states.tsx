/** Every component in every state, from real diagnoses: the page that is looked at while components are changed. */
import { renderToString } from "preact-render-to-string";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { answerView } from "../../report/page/answer-view.ts";
import { Answer } from "../components/answer.tsx";
import { Empty, Failed, Loading } from "../components/state-message.tsx";
import { STYLE } from "../styles/index.ts";

export interface NamedDiagnosis {
  readonly name: string;
  readonly diagnosis: Diagnosis;
}

const LONG = `</script><img src=x>\u202e${"a-very-long-name-".repeat(18)}\u{1f480}`;

export function statesPage(diagnoses: readonly NamedDiagnosis[]): string {
  const all = diagnoses.flatMap((one, index) => (index === 0 ? [one, ...madeFrom(one)] : [one]));
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>States of the page</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <nav aria-label="States">
            <ul>
              {all.map(({ name, diagnosis }) => (
                <li key={name}>
                  <a href={`#${name}`}>{name}</a> {diagnosis.verdict}
                </li>
              ))}
            </ul>
          </nav>
          <Loading title="Reading what AWS has on Alice, sandbox: about a dozen calls" />
          <Empty title="No snapshot yet: collect one, about 2 minutes for your 400 accounts" />
          <Failed
            title="The question could not be answered. Nothing was changed."
            failure={{
              detail: "Two accounts are called sandbox.",
              next: "Name one of them by its id",
              candidates: [{ id: "111122223333", name: "sandbox" }],
            }}
          />
          {all.map(({ name, diagnosis }) => (
            <section key={name} id={name}>
              <p class="tag">{name}</p>
              <Answer view={answerView(diagnosis)} onOpen={() => undefined} fixAddress="/fix" />
            </section>
          ))}
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(document)}\n`;
}

/** States that no scene has: an unread link, a hostile name. */
function madeFrom({ diagnosis }: NamedDiagnosis): readonly NamedDiagnosis[] {
  const { question, paths } = diagnosis;
  const unread = paths.map((path) => ({
    ...path,
    links: path.links.map((link) =>
      link.stage === "assignment" ? { ...link, state: "unknown" as const, summary: "AccessDenied" } : link,
    ),
  }));
  const failure = {
    kind: "refused",
    service: "sso-admin",
    operation: "ListAccountAssignments",
    permission: "sso:ListAccountAssignments",
    message: "AccessDenied",
  } as const;
  return [
    {
      name: "could-not-read",
      diagnosis: { ...diagnosis, verdict: "undecided", causes: [], paths: unread, couldNotRead: [failure] },
    },
    {
      name: "hostile-name",
      diagnosis: { ...diagnosis, question: { ...question, user: { ...question.user, displayName: LONG } } },
    },
  ];
}
