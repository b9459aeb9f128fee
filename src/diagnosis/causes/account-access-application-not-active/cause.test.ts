/** Proved by the status of the application; silent where it is active or could not be read. */
import { failed, unassignedFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { entitled } from "../../../facts/grant/testing/second-road.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { accountAccessApplicationNotActive } from "./cause.ts";

const withState = (status: string, error?: string) =>
  unassignedFacts({ additional: entitled({}, known({ status, error }, ["e57"])) });

specify(accountAccessApplicationNotActive, {
  fires: [
    [
      "its deletion failed",
      withState("DELETE_FAILED", "The application still has entitlements"),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e56", "e57", "e58", "e7"],
        says: ["is DELETE_FAILED: The application still has entitlements"],
      },
    ],
    ["it is being created", withState("CREATE_IN_PROGRESS"), { confidence: "proved", remedy: "wait" }],
    [
      "it is gone",
      unassignedFacts({ additional: entitled({}, known(null, ["e57"])) }),
      { confidence: "proved", remedy: "human", says: ["is deleted"] },
    ],
  ],
  silent: [
    ["it is active", withState("ACTIVE")],
    ["it could not be read", unassignedFacts({ additional: entitled({}, failed()) })],
  ],
});
