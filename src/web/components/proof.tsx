/** What proves a claim: each call with its operation, input, the fields that matter and the time. */
import type { Evidence } from "../../model/evidence.ts";
import { evidenceCommand } from "../../report/page/evidence-command.ts";
import { plainDeep } from "../../report/sanitize.ts";

const json = (value: unknown): string => JSON.stringify(plainDeep(value), null, 2);

export function Proof({
  ids,
  evidence,
}: {
  readonly ids: readonly string[];
  readonly evidence: Readonly<Record<string, Evidence>>;
}) {
  const calls = ids.flatMap((id) => evidence[id] ?? []);
  if (calls.length === 0) return <p class="soft">No call was made for this.</p>;
  return (
    <ol class="proof">
      {calls.map((call) => (
        <li key={call.id}>
          <p>
            <b>{call.operation}</b> <span class="soft">{call.service}</span> <time dateTime={call.at}>{call.at}</time>
          </p>
          <pre>{json(call.input)}</pre>
          <pre>{json(call.output)}</pre>
          {evidenceCommand(call) === undefined ? null : (
            <p>
              Ask the same: <code>{evidenceCommand(call)}</code>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
