/** An answer as one file: the components of the page, printed well. */
import type { Diagnosis } from "../../model/diagnosis.ts";
import { answerView } from "../../report/page/answer-view.ts";
import { Answer } from "../components/answer.tsx";
import { documentHtml } from "./document.tsx";

export function diagnosisHtml(diagnosis: Diagnosis): string {
  const view = answerView(diagnosis);
  return documentHtml({ title: view.sentence, children: <Answer view={view} isDocument /> });
}
