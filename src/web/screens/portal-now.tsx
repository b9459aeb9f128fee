/** Loads the portal of a person on a lab; on AWS there is none to show. */
import type { OrganizationOffer } from "../client/answers.ts";
import { get } from "../client/api.ts";
import type { PortalNow as Portal } from "../client/screen-answers.ts";
import { useAnswer } from "../client/use-answer.ts";
import { PortalPanel } from "../components/portal-panel.tsx";

interface PortalNowProps {
  readonly base: string;
  readonly organization: OrganizationOffer;
  readonly userName: string;
  readonly person: string;
  readonly asked: { readonly id: string | null; readonly name: string | null };
  /** Read again when it changes. */
  readonly moment: string;
}

export function PortalNow({ base, organization, userName, person, asked, moment }: PortalNowProps) {
  const key = organization.endpointUrl === null ? null : `${userName} ${moment}`;
  const loaded = useAnswer(key, (signal) => get<Portal>(`${base}/portal?user=${encodeURIComponent(userName)}`, signal));
  // Another endpoint than a lab has no portal to show: that is no failure of the answer beside it.
  return loaded?.kind === "ok" ? <PortalPanel portal={loaded.value} person={person} asked={asked} /> : null;
}
