/** What a case of the agreement test asks: whose grant, from where, for which call, and what is on the user's own machine. */
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";

export interface Asked {
  user: string;
  account: string;
  permissionSet: string;
  region: string;
  /** The account whose keys ask. */
  caller: string;
  /** The user has the portal open, and asks with its token. */
  hasPortalOpen: boolean;
  /** What a snapshot from before has. */
  before?: WrittenDocument;
  /** What the user wants to do there: one of the calls that the judge can make. */
  action?: AskedAction;
  /** What is on the user's own machine. */
  client?: AskedClient;
  /** The name that the identity provider sends where the user signs in; absent: the userName. */
  signsInAs?: string;
}

/** A call that the role's credentials can make against the lab; one without a resource is asked for `*`. */
export type AskedAction =
  | { readonly action: "iam:ListRoles" | "cloudtrail:LookupEvents" | "organizations:DescribeOrganization" }
  | { readonly action: "iam:DeleteRole" | "sts:AssumeRole"; readonly resource: string };

/** The profile `work` of the user's `~/.aws/config`, with its sso-session `corp`. */
export interface AskedClient {
  readonly ssoRegion: string;
  readonly startUrl: string;
  readonly accountId: string;
  readonly roleName: string;
  /** The user says that this is the profile. */
  readonly isNamed: boolean;
  /** The profile has a Region of its own beside the session's. */
  readonly regionInProfile?: string;
  /** The file lacks the section of the session. */
  readonly hasNoSession?: true;
  /** What the client keeps of a sign-in; absent: nobody looks. */
  readonly kept?: KeptToken;
}

export interface KeptToken {
  /** Where it was got. */
  readonly startUrl: string;
  /** Its time is over, the portal has ended it, or there is no file. */
  readonly state: "good" | "over" | "revoked" | "missing";
}
