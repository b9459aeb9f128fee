/** The page: which screen an address shows, of which organization. */

import { useState } from "preact/hooks";
import type { OrganizationOffer } from "./client/answers.ts";
import { get } from "./client/api.ts";
import { type Place, usePlace } from "./client/router.ts";
import { useAnswer } from "./client/use-answer.ts";
import { Frame } from "./components/frame.tsx";
import { NoSnapshot } from "./components/no-snapshot.tsx";
import { Empty, Failed, Loading } from "./components/state-message.tsx";
import { AccessScreen } from "./screens/access.tsx";
import { AskScreen } from "./screens/ask.tsx";
import { FindingsScreen } from "./screens/findings.tsx";
import { FixScreen } from "./screens/fix.tsx";
import { PlanScreen } from "./screens/plan.tsx";

export function App() {
  const place = usePlace();
  const [round, setRound] = useState(0);
  const loaded = useAnswer(`organizations ${round}`, (signal) =>
    get<readonly OrganizationOffer[]>("/organizations", signal),
  );
  const asked = place.query.get("organization");
  const all = loaded?.kind === "ok" ? loaded.value : [];
  const organization = all.find(({ name }) => name === asked) ?? all[0];
  return (
    <Frame path={place.path} organization={organization}>
      {organization ? (
        <Screen place={place} organization={organization} onCollected={() => setRound(round + 1)} />
      ) : loaded?.kind === "failed" ? (
        <Failed title="The server did not say which organizations you may see." failure={loaded.failure} />
      ) : loaded?.kind === "ok" ? (
        <Empty title="You have no role in any organization of this server.">
          <p>Ask an administrator of this server for the role viewer.</p>
        </Empty>
      ) : (
        <Loading title="Asking the server which organizations you may see" />
      )}
    </Frame>
  );
}

interface ScreenProps {
  readonly place: Place;
  readonly organization: OrganizationOffer;
  /** There is a first snapshot now. */
  readonly onCollected: () => void;
}

function Screen({ place, organization, onCollected }: ScreenProps) {
  const base = `/organizations/${encodeURIComponent(organization.name)}`;
  const [, screen = ""] = place.path.split("/");
  switch (screen) {
    case "":
    case "ask":
      return <AskScreen place={place} base={base} />;
    case "fix":
      return <FixScreen place={place} base={base} />;
    case "findings":
      return organization.takenAt === null ? (
        <NoSnapshot base={base} role={organization.role} onCollected={onCollected} />
      ) : (
        <FindingsScreen place={place} base={base} role={organization.role} />
      );
    case "access":
      return organization.takenAt === null ? (
        <NoSnapshot base={base} role={organization.role} onCollected={onCollected} />
      ) : (
        <AccessScreen place={place} base={base} />
      );
    case "plans":
      return <PlanScreen place={place} base={base} isApprover={organization.role === "approver"} />;
    default:
      return (
        <Empty title="This screen is not there yet.">
          <a href="/ask">Ask a question</a>
        </Empty>
      );
  }
}
