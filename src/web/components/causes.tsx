/** The causes with their proof: the first is the answer, the others are folded. */
import type { Evidence } from "../../model/evidence.ts";
import type { CauseView } from "../../report/page/answer-view.ts";
import { Proof } from "./proof.tsx";

interface CausesProps {
  readonly causes: readonly CauseView[];
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly isDocument: boolean;
}

export function Causes({ causes, evidence, isDocument }: CausesProps) {
  if (causes.length === 0) return null;
  return (
    <section aria-labelledby="causes-title">
      <h2 id="causes-title">{causes.length === 1 ? "Cause and proof" : "Causes and proof"}</h2>
      {causes.map((cause) => (
        <details class="cause" key={`${cause.id} ${cause.summary}`} open={isDocument && cause === causes[0]}>
          <summary>
            <b>{cause.title}</b> <span class="tag">{cause.confidence}</span>
          </summary>
          <p>{cause.summary}</p>
          <p>
            <b>{cause.remedy}</b>
          </p>
          <ul>
            {cause.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
          {cause.commands.map((command) => (
            <pre key={command}>{command}</pre>
          ))}
          <p class="soft">
            Cause {isDocument ? <code>{cause.id}</code> : <a href={`/causes/${cause.id}`}>{cause.id}</a>}
          </p>
          <Proof ids={cause.evidence} evidence={evidence} isDocument={isDocument} />
        </details>
      ))}
    </section>
  );
}
