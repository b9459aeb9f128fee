/** The page: which screen an address shows, of which organization. */

import type { OrganizationOffer } from "./client/answers.ts";
import { get } from "./client/api.ts";
import { type Place, usePlace } from "./client/router.ts";
import { useAnswer } from "./client/use-answer.ts";
import { Frame } from "./components/frame.tsx";
import { Empty, Failed, Loading } from "./components/state-message.tsx";
import { AskScreen } from "./screens/ask.tsx";
import { FixScreen } from "./screens/fix.tsx";
import { PlanScreen } from "./screens/plan.tsx";

export function App() {
  const place = usePlace();
  const loaded = useAnswer("organizations", (signal) => get<readonly OrganizationOffer[]>("/organizations", signal));
  const asked = place.query.get("organization");
  const all = loaded?.kind === "ok" ? loaded.value : [];
  const organization = all.find(({ name }) => name === asked) ?? all[0];
  return (
    <Frame path={place.path} organization={organization}>
      {organization ? (
        <Screen place={place} organization={organization} />
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

function Screen({ place, organization }: { readonly place: Place; readonly organization: OrganizationOffer }) {
  const base = `/organizations/${encodeURIComponent(organization.name)}`;
  const [, screen = ""] = place.path.split("/");
  switch (screen) {
    case "":
    case "ask":
      return <AskScreen place={place} base={base} />;
    case "fix":
      return <FixScreen place={place} base={base} />;
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
