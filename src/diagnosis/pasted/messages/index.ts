/** The known sentences, in the order in which they are asked: what stops a person first, what only an administrator sees last. */
import type { Explanation } from "../explanation.ts";
import { accountMessages } from "./account.ts";
import { administrationMessages } from "./administration.ts";
import { clientMessages } from "./client.ts";
import { explainFirst } from "./known-message.ts";
import { oidcMessages } from "./oidc.ts";
import { portalMessages, profileMessages } from "./portal.ts";
import { scimMessages } from "./scim.ts";

// INVARIANT: the clients' general words (no credentials) come last, for errors of AWS often drag them along.
const MESSAGES = [
  ...portalMessages,
  ...accountMessages,
  ...scimMessages,
  ...administrationMessages,
  ...oidcMessages,
  ...clientMessages,
  ...profileMessages,
];

export const explainMessages = (line: string): readonly Explanation[] => explainFirst(MESSAGES, line);
