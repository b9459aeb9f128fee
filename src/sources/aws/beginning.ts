/** How a question to AWS begins: with the look for the instance, and with what can be done until that is answered. */
import { certain, parseRegion } from "../../model/ids.ts";
import { otherRegionsOf } from "../../model/regions.ts";
import type { PlanningReader } from "../plan-reader.ts";
import type { CallContext } from "./calling/call.ts";
import type { NamesAtHand } from "./names-at-hand.ts";
import type { Once } from "./once.ts";
import { listInstances } from "./organization.ts";

export interface Reads {
  readonly calling: CallContext;
  /** The same key gives the same promise. */
  readonly once: Once;
}

export interface NamedReads extends Reads {
  readonly kept: NamesAtHand;
}

/** The look for the instance, on which all else depends, and what is done until it is answered. */
export function beginning({
  calling,
  once,
  kept,
}: NamedReads): Required<
  Pick<PlanningReader, "instances" | "otherRegions" | "meanwhile" | "afterFirst" | "expectNames">
> {
  const { clients, connection } = calling;
  const region = certain(parseRegion(connection.region));
  // Every question goes on to the identity store once the instance is known.
  clients.meanwhile.add(() => clients.identitystore(calling.homeRegion()));
  let first: Promise<unknown> = Promise.resolve();
  return {
    instances: (where) =>
      once(`instances ${where}`, () => {
        const answer = listInstances(calling, where);
        first = answer.catch(() => undefined);
        return answer;
      }),
    otherRegions: () => otherRegionsOf(region),
    meanwhile: clients.meanwhile.add,
    afterFirst: async () => {
      await Promise.race([clients.meanwhile.begun, first]);
    },
    expectNames: (compare) => clients.meanwhile.add(() => compare(kept.expected())),
  };
}
