/** Scenes of the catalogue as a server offers and plays them, for the API and for the page. */
import type { Verdict } from "./diagnosis.ts";

export interface SceneOffer {
  readonly id: string;
  readonly title: string;
  /** Two sentences in a person's words. */
  readonly story: string;
  /** The cause that it shows; null: none, the access works. */
  readonly cause: string | null;
  readonly verdict: Verdict;
  readonly isPlayable: boolean;
}

/** A scene on its lab, with the question that it is about. */
export interface PlayedScene {
  readonly organization: string;
  readonly question: {
    readonly user: string;
    readonly account: string;
    readonly permissionSet: string;
    readonly action?: string | undefined;
    readonly resource?: string | undefined;
    readonly region?: string | undefined;
  };
}
