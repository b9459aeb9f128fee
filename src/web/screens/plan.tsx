/** A plan at its address: looked at, approved by its hash, applied while everybody can watch, undone. */
import { useState } from "preact/hooks";
import { planMessage } from "../../report/page/plan-message.ts";
import { whyNotUndone } from "../../report/page/undo-words.ts";
import type { Job, OrganizationOffer, PlanOffer, Proposed } from "../client/answers.ts";
import { type Answer, get, post } from "../client/api.ts";
import { address, go, type Place } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { PlanView } from "../components/plan.tsx";
import { Failed, type FailureWords, Loading } from "../components/state-message.tsx";
import { PortalNow } from "./portal-now.tsx";
import { Progress } from "./progress.tsx";

interface PlanScreenProps {
  readonly place: Place;
  readonly base: string;
  readonly organization: OrganizationOffer;
}

type Refused = { readonly title: string; readonly failure: FailureWords };

export function PlanScreen({ place, base, organization }: PlanScreenProps) {
  const id = place.path.split("/")[2] ?? "";
  const [round, setRound] = useState(0);
  const loaded = useAnswer(`${id} ${round}`, (signal) => get<PlanOffer>(`${base}/plans/${id}`, signal));
  if (!loaded || loaded.kind === "waiting") return <Loading title="Reading the plan" />;
  if (loaded.kind === "failed") return <Failed title="The plan cannot be shown." failure={loaded.failure} />;
  return (
    <Shown
      key={loaded.value.hash + loaded.value.state}
      offer={loaded.value}
      job={place.query.get("job") ?? undefined}
      base={base}
      organization={organization}
      onChanged={() => setRound(round + 1)}
    />
  );
}

interface ShownProps extends Pick<PlanScreenProps, "base" | "organization"> {
  readonly offer: PlanOffer;
  readonly job: string | undefined;
  readonly onChanged: () => void;
}

const TITLES: Readonly<Record<PlanOffer["state"], string>> = {
  proposed: "Approve this repair?",
  approved: "Approved: ready to apply",
  applying: "The repair is being applied",
  applied: "Repaired and verified",
  failed: "The repair did not end as planned",
  withdrawn: "Withdrawn: another plan took its place",
};

function Shown({ offer, job, base, organization, onChanged }: ShownProps) {
  const isApprover = organization.role === "approver";
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const path = `${base}/plans/${offer.id}`;
  const refuse = (answer: Extract<Answer<unknown>, { kind: "failed" }>): void => {
    setBusy(false);
    setRefused({ title: "Refused. Nothing was sent to AWS.", failure: answer.failure });
    // The server has another plan now: it is shown again before anybody approves it.
    if (answer.code === "plan-changed" || answer.code === "plan-state") onChanged();
  };
  const approveAndApply = async (): Promise<void> => {
    setBusy(true);
    if (offer.state === "proposed") {
      const approved = await post<PlanOffer>(`${path}/approve`, { hash: offer.hash });
      if (approved.kind === "failed") return refuse(approved);
    }
    const applied = await post<Job>(`${path}/apply`, { hash: offer.hash });
    if (applied.kind === "failed") return refuse(applied);
    go(address(`/plans/${offer.id}`, { job: applied.value.id }));
    onChanged();
  };
  const undo = async (): Promise<void> => {
    setBusy(true);
    const undone = await post<Proposed>(`${path}/undo`, {});
    if (undone.kind === "failed") return refuse(undone);
    if (undone.value.proposal) go(`/plans/${undone.value.proposal.id}`);
    else
      refuse({
        kind: "failed",
        status: 0,
        code: "",
        failure: { detail: `There is no plan that takes it back: ${undone.value.kind}.` },
        current: null,
      });
  };
  return (
    <article class="answer">
      <div class="top">
        <header class="sentence">
          <h1>
            {offer.undoes !== null && offer.state === "proposed" ? "Approve taking it back?" : TITLES[offer.state]}
          </h1>
          <PlanActions
            offer={offer}
            isApprover={isApprover}
            isBusy={isBusy}
            onApply={() => void approveAndApply()}
            onUndo={() => void undo()}
          />
          <Outcome outcome={offer.outcome} />
        </header>
        <PersonsPortal offer={offer} base={base} organization={organization} />
      </div>
      {refused ? <Failed title={refused.title} failure={refused.failure} /> : null}
      {job === undefined ? null : <Progress jobId={job} state={offer.state} onEnded={onChanged} />}
      <PlanView offer={offer} />
    </article>
  );
}

/** Of the first person that the plan is for. */
function PersonsPortal({ offer, ...where }: Pick<ShownProps, "offer" | "base" | "organization">) {
  const [first] = offer.shown.rehearsal.promised;
  if (!first) return null;
  const { userName, accountId, accountName = null } = first;
  return (
    <PortalNow
      {...where}
      userName={userName}
      person={userName}
      asked={{ id: accountId, name: accountName }}
      moment={offer.state}
    />
  );
}

interface ActionsProps {
  readonly offer: PlanOffer;
  readonly isApprover: boolean;
  readonly isBusy: boolean;
  readonly onApply: () => void;
  readonly onUndo: () => void;
}

function PlanActions({ offer, isApprover, isBusy, onApply, onUndo }: ActionsProps) {
  const message = planMessage(offer.plan, offer.shown.rehearsal.promised[0]?.accountName);
  const notUndone = whyNotUndone(offer.plan);
  const canApply = offer.state === "proposed" || offer.state === "approved";
  return (
    <p class="actions">
      {canApply && isApprover ? (
        <button type="button" class="primary" disabled={isBusy} onClick={onApply}>
          {offer.state === "proposed" ? "Approve and apply" : "Apply"}
        </button>
      ) : null}
      {canApply && !isApprover ? (
        <span class="soft">Approving needs the role approver. Send its address to an approver.</span>
      ) : null}
      {offer.state === "applied" && offer.undoes === null && notUndone === undefined ? (
        <button type="button" disabled={isBusy} onClick={onUndo}>
          Undo…
        </button>
      ) : null}
      {offer.state === "applied" && message !== undefined ? (
        <CopyButton text={message} isPrimary>
          Copy for the user
        </CopyButton>
      ) : null}
      {offer.state === "applied" && notUndone !== undefined ? <span class="soft">{notUndone}</span> : null}
    </p>
  );
}

function Outcome({ outcome }: Pick<PlanOffer, "outcome">) {
  if (outcome === null) return null;
  const { summary, replacedBy } = parsed(outcome);
  return (
    <p class="lead">
      <b>Check: </b>
      {summary}.{" "}
      {replacedBy === undefined ? null : <a href={`/plans/${replacedBy}`}>Look at the plan that there is now</a>}
    </p>
  );
}

function parsed(outcome: string): { readonly summary: string; readonly replacedBy?: string } {
  try {
    return JSON.parse(outcome) as { readonly summary: string };
  } catch {
    return { summary: outcome };
  }
}
