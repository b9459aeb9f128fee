import { expect, test } from "vitest";
import { alternationOf } from "./alternation.ts";
import { cloudTrailEvent } from "./testing/additional-facts.ts";

const created = (id: string, by: string) => cloudTrailEvent({ name: "CreateGroup", createdId: id, by });
const deleted = (id: string, by: string) => cloudTrailEvent({ name: "DeleteGroup", request: { groupId: id }, by });
const turn = (id: string, creator = "terraform", deleter = "ssosync") => [deleted(id, deleter), created(id, creator)];

test.each([
  {
    what: "in turns",
    events: [...turn("g2"), ...turn("g1")],
    found: { creator: "terraform", deleter: "ssosync", times: 2 },
  },
  { what: "once", events: turn("g2"), found: undefined },
  { what: "by one caller", events: [...turn("g2", "ssosync"), ...turn("g1", "ssosync")], found: undefined },
  { what: "by a third one before", events: [...turn("g2"), ...turn("g1", "an admin")], found: undefined },
  { what: "with a creation that is not known", events: [deleted("g2", "ssosync"), ...turn("g1")], found: undefined },
])("groups created and deleted $what", ({ events, found }) => {
  expect(alternationOf("g2", ["g2", "g1"], events)).toEqual(found);
});
