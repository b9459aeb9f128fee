/** Proposes the repair of a question, then shows the plan under its own address. */
import { useEffect } from "preact/hooks";
import type { Proposed } from "../client/answers.ts";
import { post } from "../client/api.ts";
import { address, go, type Place, refine } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { Empty, Failed, Loading } from "../components/state-message.tsx";

const WHY_NO_PLAN: Readonly<Record<string, string>> = {
  "works-already": "Access works already: there is nothing to repair.",
  undecided: "The answer is undecided, so no repair is offered. The answer says which permission is missing.",
  "no-api-remedy": "This cannot be repaired through an API. The answer has the steps for a person.",
  "nothing-to-do": "There is nothing to do.",
  "refusal-predicted": "AWS would refuse this repair.",
  "rehearsal-failed": "The rehearsal did not end as promised, so the repair is not offered.",
};

export function FixScreen({ place: { query }, base }: { readonly place: Place; readonly base: string }) {
  const question = { user: query.get("user"), account: query.get("account"), permissionSet: query.get("set") };
  const back = address("/ask", {
    user: question.user ?? undefined,
    account: question.account ?? undefined,
    set: question.permissionSet ?? undefined,
  });
  const loaded = useAnswer(query.toString(), (signal) => post<Proposed>(`${base}/plans`, { question }, signal));
  const proposal = loaded?.kind === "ok" ? loaded.value.proposal : undefined;
  useEffect(() => {
    if (proposal) refine(`/plans/${proposal.id}`);
  }, [proposal?.id]);
  if (loaded?.kind === "failed")
    return (
      <Failed title="No plan could be made. Nothing was changed." isScreen failure={loaded.failure}>
        <a href={back}>Back to the answer</a>
      </Failed>
    );
  if (loaded?.kind === "ok" && !proposal)
    return (
      <Empty title={WHY_NO_PLAN[loaded.value.kind] ?? "No plan could be made."} isScreen>
        <button type="button" onClick={() => go(back)}>
          Back to the answer
        </button>
      </Empty>
    );
  return <Loading title="Making the plan and rehearsing it on a local twin of the organization" />;
}
