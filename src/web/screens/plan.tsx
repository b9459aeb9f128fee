/** A plan at its address: looked at, approved by its hash, applied while everybody can watch, undone. */
import { useEffect, useRef, useState } from "preact/hooks";
import { planMessage } from "../../report/page/plan-message.ts";
import { whyNotUndone } from "../../report/page/undo-words.ts";
import type { Job, OrganizationOffer, PlanEvent, PlanOffer, Proposed } from "../client/answers.ts";
import { get, post } from "../client/api.ts";
import { address, go, type Place, refine } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { firstConcerned, PlanView } from "../components/plan.tsx";
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
  const [refused, setRefused] = useState<Refused>();
  const loaded = useAnswer(`${id} ${round}`, (signal) => get<PlanOffer>(`${base}/plans/${id}`, signal));
  const last = useRef<PlanOffer>(null);
  if (loaded?.kind === "ok") last.current = loaded.value;
  if (loaded?.kind === "failed") return <Failed title="The plan cannot be shown." isScreen failure={loaded.failure} />;
  // While it is read again, it stands there as it was.
  const offer = last.current;
  if (!offer) return <Loading title="Reading the plan" />;
  return (
    <>
      {refused ? <Failed title={refused.title} failure={refused.failure} /> : null}
      {place.query.has("instead") ? (
        <Failed
          title="The approved plan was refused. Nothing was sent to AWS."
          failure={{ detail: "What it rests on changed after it was approved. This is the plan that there is now." }}
        />
      ) : null}
      <Shown
        key={offer.hash + offer.state}
        offer={offer}
        job={place.query.get("job") ?? undefined}
        base={base}
        organization={organization}
        isFollowing={round > 0}
        onChanged={() => setRound((before) => before + 1)}
        onRefused={setRefused}
      />
    </>
  );
}

interface ShownProps extends Pick<PlanScreenProps, "base" | "organization"> {
  readonly offer: PlanOffer;
  readonly job: string | undefined;
  /** Its state changed while somebody looked at it. */
  readonly isFollowing: boolean;
  readonly onChanged: () => void;
  /** Said above the plan that is shown again. */
  readonly onRefused: (refused: Refused | undefined) => void;
}

const TITLES: Readonly<Record<PlanOffer["state"], string>> = {
  proposed: "Approve this repair?",
  approved: "Approved: ready to apply",
  applying: "The repair is being applied",
  applied: "Repaired and verified",
  failed: "The repair did not end as planned",
  withdrawn: "Withdrawn: another plan took its place",
};

const UNDO_TITLES: typeof TITLES = {
  ...TITLES,
  proposed: "Approve taking it back?",
  applying: "The repair is being taken back",
  applied: "Taken back and verified",
  failed: "Taking it back did not end as planned",
};

function Shown(props: ShownProps) {
  const { offer, job, base, organization, isFollowing, onChanged } = props;
  const path = `${base}/plans/${offer.id}`;
  const { isBusy, approveAndApply, undo } = useWrites(path, props);
  useDecisions(path, props);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that was pressed is gone.
    if (isFollowing) heading.current?.focus();
  }, []);
  const ended = (replacedBy: string | undefined): void => {
    if (replacedBy === undefined) onChanged();
    else go(address(`/plans/${replacedBy}`, { instead: offer.id }));
  };
  return (
    <article class="answer">
      <div class="top">
        <header class="sentence">
          <h1 ref={heading} tabIndex={-1}>
            {(offer.undoes === null ? TITLES : UNDO_TITLES)[offer.state]}
          </h1>
          <PlanActions
            offer={offer}
            isApprover={organization.role === "approver"}
            isBusy={isBusy}
            onApply={() => void approveAndApply()}
            onUndo={() => void undo()}
          />
          <Outcome outcome={offer.outcome} />
        </header>
        {SENT.includes(offer.state) ? <PersonsPortal offer={offer} base={base} organization={organization} /> : null}
      </div>
      {job === undefined ? null : <Progress jobId={job} state={offer.state} onEnded={ended} />}
      <PlanView offer={offer} />
    </article>
  );
}

/** Before, the rehearsal's own portals say it. */
const SENT: readonly PlanOffer["state"][] = ["applying", "applied", "failed"];

/** Approving, applying and proposing the undo; what the server refuses is said, and the plan that there is now is shown. */
function useWrites(path: string, { offer, onChanged, onRefused }: ShownProps) {
  const [isBusy, setBusy] = useState(false);
  const refuse = (failure: FailureWords, code = ""): void => {
    setBusy(false);
    onRefused({ title: "Refused. Nothing was sent to AWS.", failure });
    // The server has another plan now: it is shown again before anybody approves it.
    if (code === "plan-changed" || code === "plan-state") onChanged();
  };
  const approveAndApply = async (): Promise<void> => {
    setBusy(true);
    onRefused(undefined);
    if (offer.state === "proposed") {
      const approved = await post<PlanOffer>(`${path}/approve`, { hash: offer.hash });
      if (approved.kind === "failed") return refuse(approved.failure, approved.code);
    }
    const applied = await post<Job>(`${path}/apply`, { hash: offer.hash });
    if (applied.kind === "failed") return refuse(applied.failure, applied.code);
    go(address(`/plans/${offer.id}`, { job: applied.value.id }));
    onChanged();
  };
  const undo = async (): Promise<void> => {
    setBusy(true);
    const undone = await post<Proposed>(`${path}/undo`, {});
    if (undone.kind === "failed") return refuse(undone.failure, undone.code);
    if (undone.value.proposal) go(`/plans/${undone.value.proposal.id}`);
    else refuse({ detail: `There is no plan that takes it back: ${undone.value.kind}.` });
  };
  return { isBusy, approveAndApply, undo };
}

type Followed = Pick<ShownProps, "offer" | "job" | "isFollowing" | "onChanged">;

/** Somebody else may approve and apply it meanwhile: the page follows, and shows their job, also where that was over at once. */
function useDecisions(path: string, { offer, job, isFollowing, onChanged }: Followed): void {
  const isOpen = job === undefined && (isFollowing || ["proposed", "approved", "applying"].includes(offer.state));
  useEffect(() => {
    if (!isOpen) return;
    const source = new EventSource(`/api/v1${path}/events`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const { state, jobId } = (JSON.parse(data) as PlanEvent).event;
      if (jobId !== null) refine(address(`/plans/${offer.id}`, { job: jobId }));
      if (state !== offer.state) onChanged();
    };
    source.addEventListener("end", () => source.close());
    return () => source.close();
  }, [path, isOpen]);
}

function PersonsPortal({ offer, ...where }: Pick<ShownProps, "offer" | "base" | "organization">) {
  const first = firstConcerned(offer.shown.rehearsal);
  if (!first) return null;
  const { userName, accountId, accountName = null } = first;
  return (
    <PortalNow
      {...where}
      userName={userName}
      person={userName.split("@")[0] ?? userName}
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
      {offer.state === "applied" && message !== undefined ? (
        <CopyButton text={message} isPrimary>
          Copy for the user
        </CopyButton>
      ) : null}
      {offer.state === "applied" && offer.undoes === null && notUndone === undefined ? (
        <button type="button" disabled={isBusy} onClick={onUndo}>
          Undo…
        </button>
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
