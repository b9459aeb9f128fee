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
import { CauseScreen } from "./screens/cause.tsx";
import { CausesScreen } from "./screens/causes.tsx";
import { ChangesScreen } from "./screens/changes.tsx";
import { FindingsScreen } from "./screens/findings.tsx";
import { FixScreen } from "./screens/fix.tsx";
import { PlanScreen } from "./screens/plan.tsx";

export function App() {
  const place = usePlace();
  const [round, setRound] = useState(0);
  const asked = place.query.get("organization");
  // A scene that was put on a lab meanwhile is one more organization.
  const loaded = useAnswer(`organizations ${asked ?? ""} ${round}`, (signal) =>
    get<readonly OrganizationOffer[]>("/organizations", signal),
  );
  const all = loaded?.kind === "ok" ? loaded.value : [];
  const organization = asked === null ? all[0] : all.find(({ name }) => name === asked);
  return (
    <Frame path={place.path} organization={organization} organizations={all}>
      {organization ? (
        <Screen
          key={organization.name}
          place={place}
          organization={organization}
          onCollected={() => setRound(round + 1)}
        />
      ) : asked !== null && all.length > 0 ? (
        <Empty title={`This server has no organization “${asked}”, or you have no role in it.`} isScreen>
          <a href={`/ask?organization=${encodeURIComponent(all[0]?.name ?? "")}`}>Go to {all[0]?.name}</a>
        </Empty>
      ) : loaded?.kind === "failed" ? (
        <Failed title="The server did not say which organizations you may see." isScreen failure={loaded.failure} />
      ) : loaded?.kind === "ok" ? (
        <Empty title="You have no role in any organization of this server." isScreen>
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
  const [, screen = "", id = ""] = place.path.split("/");
  switch (screen) {
    case "":
    case "ask":
      return <AskScreen place={place} base={base} organization={organization} />;
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
      return <PlanScreen key={id} place={place} base={base} organization={organization} />;
    case "changes":
      return <ChangesScreen place={place} base={base} />;
    case "causes":
      return id === "" ? <CausesScreen place={place} /> : <CauseScreen id={decodeURIComponent(id)} />;
    default:
      return (
        <Empty title="This screen is not there yet." isScreen>
          <a href="/ask">Ask a question</a>
        </Empty>
      );
  }
}
