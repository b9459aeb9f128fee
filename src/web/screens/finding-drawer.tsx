/** The finding that the address names, opened beside the list. */
import type { OrganizationOffer } from "../client/answers.ts";
import { get, post } from "../client/api.ts";
import type { FindingDetail } from "../client/finding-answers.ts";
import { useAnswer } from "../client/use-answer.ts";
import { Drawer } from "../components/drawer.tsx";
import { FindingCard } from "../components/finding-card.tsx";
import { Failed, Loading } from "../components/state-message.tsx";

interface FindingDrawerProps {
  readonly findingKey: string;
  readonly base: string;
  readonly role: OrganizationOffer["role"];
  readonly onClose: () => void;
  readonly onAccept: () => void;
  readonly onPlan: () => void;
  /** Its acceptance was taken back. */
  readonly onReopened: () => void;
}

export function FindingDrawer({ findingKey, base, role, ...on }: FindingDrawerProps) {
  const loaded = useAnswer(findingKey, (signal) =>
    get<FindingDetail>(`${base}/finding?key=${encodeURIComponent(findingKey)}`, signal),
  );
  const detail = loaded?.kind === "ok" ? loaded.value : undefined;
  const reopen = async (): Promise<void> => {
    const asked = await post(`${base}/finding/reopen`, { key: findingKey, reason: "taken back on the page" });
    if (asked.kind === "ok") on.onReopened();
  };
  return (
    <Drawer title={detail?.finding.title ?? "Finding"} onClose={on.onClose}>
      {loaded?.kind === "failed" ? <Failed title="The finding cannot be shown." failure={loaded.failure} /> : null}
      {loaded?.kind === "waiting" ? <Loading title="Reading the finding and its history" /> : null}
      {detail ? (
        <>
          {role === "viewer" || detail.state === "closed" ? null : (
            <p class="actions">
              {detail.finding.remedy.kind === "api" && detail.state === "open" ? (
                <button type="button" class="primary" onClick={on.onPlan}>
                  Plan the repair
                </button>
              ) : null}
              {detail.state === "open" ? (
                <button type="button" onClick={on.onAccept}>
                  Accept…
                </button>
              ) : (
                <button type="button" onClick={() => void reopen()}>
                  Take the acceptance back
                </button>
              )}
            </p>
          )}
          <FindingCard detail={detail} />
        </>
      ) : null}
    </Drawer>
  );
}
