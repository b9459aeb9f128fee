/** Fires only where the organization instance is known to have permission sets switched off. */
import { additional, failed, instance, SANDBOX, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { permissionSetsSwitchedOff } from "./cause.ts";

const off = brokenGrants["permission-sets-switched-off"];

specify(permissionSetsSwitchedOff, {
  fires: [
    [
      "DescribeInstance says so",
      off,
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e2", "e61"],
        says: [`switched off in this instance (${instance.arn})`, "cannot be switched off again"],
      },
    ],
  ],
  silent: [
    ["the grant works", workingFacts()],
    ["they are on", { ...off, additional: additional({ permissionSetsEnabled: known(true) }) }],
    ["it could not be read", { ...off, additional: additional({ permissionSetsEnabled: failed() }) }],
    ["the endpoint does not tell", { ...off, additional: additional({ permissionSetsEnabled: unread("older") }) }],
    ["it is an account instance", { ...off, instance: known({ ...instance, ownerAccountId: SANDBOX }, ["e2"]) }],
    ["there is no instance", { ...off, instance: known(null) }],
  ],
});
