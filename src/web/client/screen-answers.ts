/** What the server answers to the screens of causes and changes, and about a portal on a lab. */
import type { SceneOffer } from "../../model/scene-offer.ts";

export interface PortalNow {
  readonly userName: string;
  readonly canSignIn: boolean;
  readonly startUrl: string;
  readonly accounts: readonly {
    readonly accountId: string;
    readonly accountName: string;
    readonly permissionSets: readonly string[];
  }[];
}

export interface CatalogueCause {
  readonly id: string;
  readonly stage: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly confidenceRule: string;
  readonly documentation: {
    readonly symptoms: readonly string[];
    readonly why: string;
    readonly whatToDo: string;
    readonly sources: readonly string[];
    readonly notOnLab?: string;
  };
}

export interface Scenes {
  /** Whether this server puts scenes on a lab. */
  readonly isPlaying: boolean;
  readonly scenes: readonly SceneOffer[];
}

export interface Moment {
  readonly id: string;
  readonly takenAt: string;
}
