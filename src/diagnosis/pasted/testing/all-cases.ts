/** For tests: every real text and event, by the table that it stands in. */
import { ACCOUNT_ACCESS_MESSAGES } from "./account-access-messages.ts";
import { ADMIN_MESSAGES, FAILURES, IDENTIFIERS } from "./administration-messages.ts";
import { CLIENT_MESSAGES } from "./client-messages.ts";
import { DENIALS } from "./denials.ts";
import { ADMINISTRATION, ENVELOPES } from "./events-of-administration.ts";
import { PEOPLE, TARGETS } from "./events-of-people.ts";
import { HANDED_OVER } from "./handed-over.ts";
import type { PastedCase } from "./pasted-case.ts";
import { NEIGHBOURS, OBSERVED } from "./recorded.ts";

export const PASTED_CASES: Readonly<Record<string, readonly PastedCase[]>> = {
  denials: DENIALS,
  "client messages": CLIENT_MESSAGES,
  "failure reasons": FAILURES,
  "messages to administrators": ADMIN_MESSAGES,
  "account access manager": ACCOUNT_ACCESS_MESSAGES,
  identifiers: IDENTIFIERS,
  "events of administration": ADMINISTRATION,
  "events of people": PEOPLE,
  "events in target accounts": TARGETS,
  envelopes: ENVELOPES,
  "handed over": HANDED_OVER,
  neighbours: NEIGHBOURS,
  "observed sentences": OBSERVED,
};
