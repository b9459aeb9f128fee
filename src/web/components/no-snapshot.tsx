/** Where there is no snapshot yet: says what to do, does it for whoever may, and follows the job. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Job, OrganizationOffer } from "../client/answers.ts";
import { post } from "../client/api.ts";
import { Empty, Failed, type FailureWords, Loading } from "./state-message.tsx";

interface NoSnapshotProps {
  readonly base: string;
  readonly role: OrganizationOffer["role"];
  readonly onCollected: () => void;
  readonly children?: ComponentChildren;
}

export function NoSnapshot({ base, role, onCollected, children }: NoSnapshotProps) {
  const [isCollecting, setCollecting] = useState(false);
  const [failure, setFailure] = useState<FailureWords>();
  const collect = async (): Promise<void> => {
    setCollecting(true);
    const asked = await post<Job>(`${base}/snapshot/refresh`, {});
    if (asked.kind === "failed") {
      setCollecting(false);
      return setFailure(asked.failure);
    }
    const events = new EventSource(`/api/v1/jobs/${encodeURIComponent(asked.value.id)}/events`);
    events.addEventListener("end", () => {
      events.close();
      onCollected();
    });
  };
  if (failure)
    return <Failed title="The snapshot could not be collected. Nothing was changed." isScreen failure={failure} />;
  if (isCollecting) return <Loading title="Collecting the organization: about 2 minutes for 400 accounts" />;
  return (
    <Empty title="No snapshot yet." isScreen>
      <p>{children ?? "Findings and access come from a snapshot of the organization."}</p>
      {role === "viewer" ? (
        <p class="soft">Collecting one needs the role operator.</p>
      ) : (
        <button type="button" class="primary" onClick={() => void collect()}>
          Collect a snapshot
        </button>
      )}
    </Empty>
  );
}
