/** Whether a change is in place already: only what was read counts, and only the change's own person, grant and role. */
import { expect, test } from "vitest";
import { ALICE, BOB, DEVELOPERS, failed, SANDBOX } from "../facts/grant/testing/grant-facts.ts";
import { known } from "../model/reading.ts";
import { isInPlaceAround } from "./in-place.ts";
import {
  assign,
  besideOthers,
  entitle,
  join,
  leave,
  person,
  provision,
  retrust,
  surroundings,
  touchedGrant,
  touchedRole,
  trustUpdated,
  unassign,
  unentitle,
} from "./testing/touched.ts";

const nobody = besideOthers({ grants: [touchedGrant({ attached: known([]) })] });
const member = besideOthers({ people: [person({ id: ALICE, groupIds: known([DEVELOPERS]) })] });
const unknown = besideOthers({
  grants: [touchedGrant({ attached: failed() })],
  people: [person({ groupIds: failed() })],
  roles: [touchedRole({ principals: failed(), trustPolicy: failed() })],
});
const bob = { type: "USER", id: BOB } as const;
const group = { type: "GROUP", id: DEVELOPERS } as const;
const somebodyElse = besideOthers({ grants: [touchedGrant({ attached: known([bob]) })] });
const entitledGroup = besideOthers({ roles: [touchedRole({ principals: known([bob, group]) })] });
const oldTrust = besideOthers({ roles: [touchedRole({ trustPolicy: known(trustUpdated().before) })] });
const notLooked = surroundings({ grants: [], people: [], roles: [] });

test.each([
  { what: "an assignment that is there", change: assign(), around: besideOthers(), expected: true },
  { what: "an assignment that is not", change: assign(), around: nobody, expected: false },
  { what: "a removal of what is there", change: unassign(), around: besideOthers(), expected: false },
  { what: "a removal of what is not", change: unassign(), around: nobody, expected: true },
  { what: "a member", change: join(), around: member, expected: true },
  { what: "no member", change: join(), around: besideOthers(), expected: false },
  { what: "leaving as a member", change: leave(), around: member, expected: false },
  { what: "leaving as none", change: leave(), around: besideOthers(), expected: true },
  { what: "provisioning", change: provision({ accountId: SANDBOX }), around: besideOthers(), expected: false },
  { what: "an assignment that could not be read", change: assign(), around: unknown, expected: false },
  { what: "a removal that could not be read", change: unassign(), around: unknown, expected: false },
  { what: "leaving what could not be read", change: leave(), around: unknown, expected: false },
  { what: "an assignment of somebody else", change: assign(), around: somebodyElse, expected: false },
  { what: "a removal beside somebody else", change: unassign(), around: somebodyElse, expected: true },
  { what: "a person who was not looked at", change: leave(), around: notLooked, expected: false },
  { what: "a grant that was not looked at", change: unassign(), around: notLooked, expected: false },
  { what: "an entitlement that is there", change: entitle(), around: entitledGroup, expected: true },
  { what: "an entitlement of somebody else", change: entitle(), around: besideOthers(), expected: false },
  { what: "a deletion of an entitlement that is there", change: unentitle(), around: entitledGroup, expected: false },
  { what: "a deletion of one that is not", change: unentitle(), around: besideOthers(), expected: true },
  { what: "an entitlement that could not be read", change: entitle(), around: unknown, expected: false },
  { what: "a deletion of one that could not be read", change: unentitle(), around: unknown, expected: false },
  { what: "a deletion of one that was not looked at", change: unentitle(), around: notLooked, expected: false },
  { what: "a trust policy that is set", change: retrust(), around: besideOthers(), expected: true },
  { what: "a trust policy that is another", change: retrust(), around: oldTrust, expected: false },
  { what: "a trust policy that could not be read", change: retrust(), around: unknown, expected: false },
  { what: "a trust policy that was not looked at", change: retrust(), around: notLooked, expected: false },
])("$what", ({ change, around, expected }) => {
  expect(isInPlaceAround(change, around)).toBe(expected);
});
