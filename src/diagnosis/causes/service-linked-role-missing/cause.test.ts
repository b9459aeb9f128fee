/** When the absence of the service-linked role is proof, and when it only follows from a Region that is off. */
import { expect, test } from "vitest";
import { certain, parseRegion, type Region } from "../../../model/ids.ts";
import { known } from "../../../model/reading.ts";
import { OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { accountIam, failedBecause } from "../../testing/deeper-facts.ts";
import { diagnosedBy, instance, US } from "../../testing/grant-facts.ts";
import { homeRegionDisabledInAccount } from "../home-region-disabled-in-account/cause.ts";
import { serviceLinkedRoleMissing } from "./cause.ts";

const MILAN = certain(parseRegion("eu-south-1"));

/** AWS cannot act in the account; it has so many sets, and the service-linked role or not. */
const outOfReach = (setsInAccount: number, hasServiceLinkedRole: boolean, region: Region) => ({
  ...failedBecause(OUT_OF_REACH, {
    trustedServices: known(["sso.amazonaws.com"], ["e43"]),
    iam: known(accountIam({ hasServiceLinkedRole: known(hasServiceLinkedRole, ["e52"]) })),
    setsInAccount: known(setsInAccount, ["e8"]),
  }),
  instance: known({ ...instance, region }, ["e2"]),
});

test.each([
  { sets: 3, has: false, region: US, role: "proved", home: undefined },
  { sets: 0, has: false, region: US, role: "likely", home: undefined },
  { sets: 3, has: false, region: MILAN, role: "proved", home: undefined },
  { sets: 0, has: false, region: MILAN, role: undefined, home: "likely" },
  { sets: 3, has: true, region: MILAN, role: undefined, home: "likely" },
  { sets: 0, has: true, region: US, role: undefined, home: undefined },
])("$sets sets, role there: $has, in $region", ({ sets, has, region, role, home }) => {
  const facts = outOfReach(sets, has, region);
  expect(diagnosedBy(serviceLinkedRoleMissing, facts)?.confidence).toBe(role);
  expect(diagnosedBy(homeRegionDisabledInAccount, facts)?.confidence).toBe(home);
});
