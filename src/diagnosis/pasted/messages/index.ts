/** The known sentences, in the order in which they are asked: what stops a person first, what only an administrator sees last. */
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import type { Explanation } from "../explanation.ts";
import type { Message } from "../readable.ts";
import { accountMessages } from "./account.ts";
import { accountAccessMessages } from "./account-access.ts";
import { administrationMessages } from "./administration.ts";
import { applicationMessages } from "./applications.ts";
import { awsLoginMessages } from "./aws-login.ts";
import { clientSignInMessages } from "./client-sign-in.ts";
import { credentialMessages } from "./credentials.ts";
import { directoryMessages } from "./directory.ts";
import { explainFirst, type KnownMessage } from "./known-message.ts";
import { oidcMessages } from "./oidc.ts";
import { permissionSetMessages } from "./permission-sets.ts";
import { portalMessages, profileMessages } from "./portal.ts";
import { profileConfigurationMessages, profileMistakeMessages } from "./profiles.ts";
import { resourceSideMessages } from "./resource-side.ts";
import { signInCauseMessages } from "./sign-in-causes.ts";
import { signInPageMessages } from "./sign-in-pages.ts";
import { toolMessages } from "./tools.ts";

export { explainSymptoms, isOfAws } from "./symptoms.ts";

/** Other products end sessions and refuse sign-ins in the same words. */
const unlessOfAnotherProduct =
  (known: KnownMessage): KnownMessage =>
  (message) =>
    isAboutAnotherProduct(message.line) ? undefined : known(message);

const MESSAGES = [
  ...profileMistakeMessages,
  ...accountAccessMessages,
  ...awsLoginMessages,
  ...portalMessages,
  ...resourceSideMessages,
  ...accountMessages,
  ...permissionSetMessages,
  ...profileConfigurationMessages,
  ...toolMessages,
  ...directoryMessages,
  ...administrationMessages,
  ...oidcMessages,
  ...applicationMessages,
  ...clientSignInMessages.map(unlessOfAnotherProduct),
  ...signInCauseMessages,
  ...signInPageMessages.map(unlessOfAnotherProduct),
];

/** The first known sentence in the message. */
export const explainMessages = (message: Message): readonly Explanation[] => explainFirst(MESSAGES, message);

/** A profile that is pasted without its error. */
export const explainProfiles = (message: Message): readonly Explanation[] => explainFirst(profileMessages, message);

/** Sentences of credentials that stand beside almost any failure: asked only where nothing else is understood. */
export const explainGeneralMessages = (message: Message): readonly Explanation[] =>
  explainFirst(credentialMessages, message);
