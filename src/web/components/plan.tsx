/** A plan as an approver reads it: what each step does, who gains and loses by name, both portals, whose credentials write. */

import type { PlanStep } from "../../model/plan.ts";
import { portalEntry } from "../../model/portal-entry.ts";
import { withoutIds } from "../../report/brief/without-ids.ts";
import { sentenceOf } from "../../report/page/link-view.ts";
import { planSummary } from "../../report/plan-summary.ts";
import { plain } from "../../report/sanitize.ts";
import type { PlanOffer, PortalLine, Rehearsed } from "../client/answers.ts";
import { Portal } from "./portal.tsx";

const BADGES = { create: "adds", delete: "removes", provision: "provisions" } as const;

function badgeOf({ change }: PlanStep): string {
  const [prefix = ""] = change.kind.split("-");
  return prefix === "create" || prefix === "delete" || prefix === "provision" ? BADGES[prefix] : prefix;
}

export function PlanView({ offer }: { readonly offer: PlanOffer }) {
  const { plan, shown } = offer;
  const { rehearsal, writer, unchecked } = shown;
  return (
    <div class="plan">
      <section class="card">
        <h2>The repair, rehearsed</h2>
        <p>{planSummary(plan, { ...rehearsal, kind: "passed" })}</p>
        <ol class="steps">
          {plan.steps.map((step) => (
            <li key={step.number}>
              <span class={`tag badge-${badgeOf(step)}`}>{badgeOf(step)}</span>
              <div>
                <p>{sentenceOf(withoutIds(plain(step.description)))}</p>
                {step.effects.map((effect) => (
                  <p class="soft" key={effect}>
                    {sentenceOf(withoutIds(plain(effect)))}
                  </p>
                ))}
                <details>
                  <summary>The call</summary>
                  <pre>{plain(step.command)}</pre>
                </details>
              </div>
            </li>
          ))}
        </ol>
        <Impact rehearsal={rehearsal} />
        <Warnings warnings={[...plan.warnings, ...unchecked, ...rehearsal.assumptions]} />
        <p class="coverage">
          Writes as <span title={writer.callerArn}>{writerName(writer.callerArn)}</span> in account{" "}
          {writer.accountId ?? "not known"}, {writer.region}
          {writer.endpointUrl === undefined ? "" : ", on the lab"}
        </p>
      </section>
      <Portals rehearsal={rehearsal} />
    </div>
  );
}

const writerName = (arn: string | undefined): string =>
  arn === undefined ? "a caller that could not be read" : plain(arn.split(":").at(-1) ?? arn);

function Impact({ rehearsal: { promised, alsoGained, others } }: { readonly rehearsal: Rehearsed }) {
  const changed = [...promised, ...alsoGained, ...others].filter(({ before, after }) => before !== after);
  const lists = [
    { title: "Gains access", lines: changed.filter(({ after }) => after) },
    { title: "Loses access", lines: changed.filter(({ after }) => !after) },
  ];
  return (
    <>
      {lists.map(({ title, lines }) =>
        lines.length === 0 ? null : (
          <details key={title} open={lines.length <= 5}>
            <summary>
              {title}: {lines.length}
            </summary>
            <ul>
              {lines.map((line) => (
                <li key={JSON.stringify(line)}>{lineWords(line)}</li>
              ))}
            </ul>
          </details>
        ),
      )}
    </>
  );
}

const lineWords = (line: PortalLine): string =>
  plain(`${line.userName}: ${portalEntry(line)} in ${line.accountName ?? line.accountId}`);

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <div class="assumptions">
      <h3>Know before you approve</h3>
      <ul>
        {warnings.map((words) => (
          <li key={words}>{sentenceOf(withoutIds(plain(words)))}</li>
        ))}
      </ul>
    </div>
  );
}

/** Whom the plan is for: the first person who is promised access, else whose access it changes. */
export const firstConcerned = ({ promised, others }: Rehearsed): PortalLine | undefined =>
  promised[0] ?? others.find(({ before, after }) => before !== after);

function Portals({ rehearsal }: { readonly rehearsal: Rehearsed }) {
  const { promised, alsoGained, others } = rehearsal;
  const first = firstConcerned(rehearsal);
  if (!first) return null;
  const changed = others.filter(({ before, after }) => before !== after);
  const lines = [...promised, ...alsoGained, ...changed].filter(({ userName }) => userName === first.userName);
  return (
    <div class="portals">
      <p class="soft">What {plain(first.userName)} sees, from the rehearsal</p>
      <Portal title="Portal before" lines={lines} moment="before" />
      <Portal title="Portal after" lines={lines} moment="after" />
    </div>
  );
}
