/** Causes of the catalogue that keep people from signing in, or use other credentials, and notice their own sentences (facts A23 to A26, C18 to C21). */
import { adSyncScopeIn } from "../../causes/ad-sync-scope/cause.ts";
import { environmentKeysWinIn } from "../../causes/environment-keys-win/cause.ts";
import { idpAcsMismatchIn } from "../../causes/idp-acs-mismatch/cause.ts";
import { idpApplicationNotAssignedIn } from "../../causes/idp-application-not-assigned/cause.ts";
import { idpAttributesRefusedIn } from "../../causes/idp-attributes-refused/cause.ts";
import { mfaNotRegisteredIn } from "../../causes/mfa-not-registered/cause.ts";
import { portalDomainsBlockedIn } from "../../causes/portal-domains-blocked/cause.ts";
import { relayStateWrongRegionIn } from "../../causes/relay-state-wrong-region/cause.ts";
import { sessionTooShortIn } from "../../causes/session-too-short/cause.ts";
import { userNotInvitedIn } from "../../causes/user-not-invited/cause.ts";
import { possible } from "../catalogue-ids.ts";
import { type KnownMessage, ofCause } from "./known-message.ts";

const page = { kind: "portal-error", layer: "sign-in" } as const;
const client = { kind: "client-error", layer: "client" } as const;
const symptom = { kind: "symptom", layer: null } as const;

/** Sentences of identity providers, browsers and clients. */
export const signInCauseMessages: readonly KnownMessage[] = [
  ofCause(idpApplicationNotAssignedIn, {
    ...page,
    title: "The application is not assigned to the user at the identity provider",
    fits: possible("user-not-found", "membership-not-synced"),
  }),
  ofCause(idpAcsMismatchIn, { ...page, title: "The identity provider has another address for the application" }),
  ofCause(environmentKeysWinIn, { ...client, title: "Access keys of the environment are used" }),
  ofCause(portalDomainsBlockedIn, { ...client, title: "The network does not reach the access portal" }),
];

/** What people say in their own words; asked before the symptoms that several causes share. */
export const signInCauseSymptoms: readonly KnownMessage[] = [
  ofCause(idpAttributesRefusedIn, { ...symptom, title: "The identity provider sends too many attributes or values" }),
  ofCause(userNotInvitedIn, { ...symptom, title: "A user who was created through the API cannot sign in" }),
  ofCause(mfaNotRegisteredIn, { ...symptom, title: "The user has no registered MFA device" }),
  ofCause(adSyncScopeIn, { ...symptom, title: "A user or group of Active Directory is missing" }),
  ofCause(relayStateWrongRegionIn, { ...symptom, title: "The console opens in another Region" }),
  ofCause(sessionTooShortIn, { ...symptom, title: "Sessions end too soon" }),
];
