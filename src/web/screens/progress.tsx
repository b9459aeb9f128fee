/** A repair while it runs: each event as it comes; a page that is loaded again reads them from the first. */
import { useEffect, useState } from "preact/hooks";
import type { JobEvent, PlanOffer } from "../client/answers.ts";

const WORDS: Readonly<Record<string, string>> = {
  diagnosed: "Diagnosed again",
  planned: "Planned again",
  rehearsed: "Rehearsed again",
  writer: "Caller checked",
  journaled: "Written to the journal",
  step: "Begun",
  sent: "Sent to AWS",
  waiting: "Waiting for AWS",
  retrying: "AWS asks to wait; trying again",
  done: "Done",
  failed: "Failed",
  verifying: "Checking that the access works",
  ended: "Ended",
};

interface ProgressProps {
  readonly jobId: string;
  readonly state: PlanOffer["state"];
  /** With the plan that took its place, where what it rests on changed. */
  readonly onEnded: (replacedBy: string | undefined) => void;
}

export function Progress({ jobId, state, onEnded }: ProgressProps) {
  const [events, setEvents] = useState<readonly JobEvent[]>([]);
  useEffect(() => {
    const source = new EventSource(`/api/v1/jobs/${encodeURIComponent(jobId)}/events`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const next = JSON.parse(data) as JobEvent;
      if (next.event.kind in WORDS) setEvents((before) => [...before, next]);
      const replacedBy = next.event.outcome?.replacedBy;
      // Whoever comes when it is over is led on only where another plan took its place.
      const isNews = state === "applying" || (state === "withdrawn" && replacedBy !== undefined);
      if (next.event.kind === "ended" && isNews) onEnded(replacedBy);
    };
    source.addEventListener("end", () => source.close());
    return () => source.close();
  }, [jobId]);
  const last = events.at(-1);
  return (
    <section aria-labelledby="progress-title">
      <h2 id="progress-title">Progress</h2>
      <p role="status" class="lead">
        {last === undefined ? "Waiting for the job to begin" : wordsOf(last)}
      </p>
      <details open={state === "applying"}>
        <summary>{events.length} events</summary>
        <ol class="events">
          {events.map((one, index) => (
            <li key={`${index} ${one.at}`}>
              <time dateTime={one.at}>{one.at.slice(11, 19)}</time> {wordsOf(one)}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

const wordsOf = ({ event }: JobEvent): string =>
  [WORDS[event.kind] ?? event.kind, event.step === undefined ? "" : `step ${event.step}`, event.outcome?.summary ?? ""]
    .filter(Boolean)
    .join(": ");
