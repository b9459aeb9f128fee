/** What a server works with for everybody who uses it: its organizations, each with its connection, and what they share. */

import type { Context } from "../../model/context.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { AccessError } from "../../model/errors.ts";
import type { PlayedScene } from "../../model/scene-offer.ts";
import { type AwsClients, createAwsClients } from "../../sources/aws/calling/clients.ts";
import type { Store } from "../../store/database.ts";
import type { JobQueue } from "../../store/jobs/queue.ts";
import type { Connection, Environment } from "../connection.ts";
import { withSharedRates } from "../shared-rates.ts";
import type { Watch } from "../watch/open-watch.ts";
import { type CallCounts, createCallCounts } from "./call-counts.ts";
import { createTurns, type Turns } from "./turns.ts";

export interface ServedOrganization {
  /** As the configuration file calls it. */
  readonly name: string;
  /** Under which the store keeps what belongs to it: one name may have meant another endpoint before. */
  readonly key: string;
  readonly connection: Connection;
  /** Shared by all questions, and with them the open connections to AWS. */
  readonly clients: AwsClients;
  /** Questions to AWS, a few at a time. */
  readonly turns: Turns;
  /** Questions that are being answered: whoever asks the same gets the same answer. */
  readonly asked: Map<string, Promise<Diagnosis>>;
  readonly calls: CallCounts;
  /** Counted since the process began. */
  readonly failures: { collections: number };
}

export interface Team {
  readonly organizations: ReadonlyMap<string, ServedOrganization>;
  readonly context: Context;
  readonly env: Environment;
  readonly store: Store;
  readonly jobs: JobQueue;
  /** Whoever proposes a plan cannot approve it. */
  readonly needsTwoPeople: boolean;
  /** Undefined: nothing is watched. */
  readonly watch: Watch | undefined;
  /** Puts a scene on a lab of its own and serves it under its name; undefined: this server plays none. */
  readonly playScene?: ((id: string) => Promise<PlayedScene>) | undefined;
}

/** Questions to one organization at once; AWS allows about twenty calls a second, and each question makes a dozen. */
const QUESTIONS_AT_ONCE = 8;
const MOST_WAITING = 500;

export function servedOrganization(
  { name, connection }: Pick<ServedOrganization, "name" | "connection">,
  store: Store,
): ServedOrganization {
  const { endpointUrl } = connection.aws;
  const key = endpointUrl === undefined ? name : `${name} ${endpointUrl}`;
  // Every process that works on the organization keeps to one rate together.
  const aws = withSharedRates(connection.aws, key, store);
  return { name, key, connection: { ...connection, aws }, clients: createAwsClients(aws), ...newCounts() };
}

const newCounts = () => ({
  turns: createTurns({ atOnce: QUESTIONS_AT_ONCE, mostWaiting: MOST_WAITING }),
  asked: new Map<string, Promise<Diagnosis>>(),
  calls: createCallCounts(),
  failures: { collections: 0 },
});

/** What the store keeps under a key belongs to it; undefined: the server's own, or of an organization that it has no more. */
export const organizationOfKey = (
  { organizations }: Pick<Team, "organizations">,
  key: string | null,
): ServedOrganization | undefined => [...organizations.values()].find((one) => one.key === key);

/** @throws AccessError `not-found` */
export function organizationNamed({ organizations }: Pick<Team, "organizations">, name: string): ServedOrganization {
  const found = organizations.get(name);
  if (found) return found;
  throw new AccessError("not-found", `This server has no organization ${JSON.stringify(name)}`, {
    next: "GET /api/v1/organizations lists those it has",
  });
}
