/** Fires on the default primary group of Active Directory, not on a group of Identity Center's own that is called like it. */

import { attachedGroup, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { primaryGroup } from "./cause.ts";

const group = (name: string, isExternallyOwned: boolean) => ({
  ...attachedGroup({ isEmpty: false }),
  details: known({ name, isExternallyOwned, createdAt: undefined }, ["e20" as const]),
});
const assignedTo = (name: string, isExternallyOwned = true) =>
  unassignedFacts({ attached: known([group(name, isExternallyOwned)], ["e7"]), groupIds: known([], ["e4"]) });
const likely = { confidence: "likely", remedy: "human" } as const;

specify(primaryGroup, {
  fires: [
    [
      "the group is Domain Users of a domain",
      brokenGrants["primary-group"],
      {
        ...likely,
        evidence: ["e7", "e4", "e20"],
        says: [
          "is assigned to group Domain Users@corp.example.com",
          "cannot read the members of a primary group",
          "Manage sync",
        ],
      },
    ],
    ["an identity provider owns it", assignedTo("Domain Users"), likely],
    ["the domain stands before the name", assignedTo("CORP\\Domain Users", false), likely],
    ["the server speaks German", assignedTo("Domänen-Benutzer@corp.example.com", false), likely],
  ],
  silent: [
    ["Identity Center owns a group of that name", assignedTo("Domain Users", false)],
    ["the group is another", assignedTo("Domain Users of finance@corp.example.com")],
    [
      "the user is a member all the same",
      workingFacts({ attached: known([group("Domain Users@corp.example.com", true)], ["e7"]) }),
    ],
  ],
});
