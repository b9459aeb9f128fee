/** AWS's record of a refusal as people read it. */
import { expect, test } from "vitest";
import type { RecordedRefusal } from "../diagnosis/refusal/recorded-refusal.ts";
import { recordLines } from "./refusal-record-lines.ts";

const RECORD: RecordedRefusal = {
  authorization: { id: "b5m5v5taprqh3yoluoo4dyw0w", region: "us-east-1" },
  notRead: null,
  effect: "EXPLICIT_DENY",
  refusedBy: [
    {
      layer: "service control policy",
      policy: "arn:aws:organizations::123456789012:policy/o-a1/service_control_policy/p-guard123",
      attachedTo: ["arn:aws:organizations::123456789012:ou/o-a1/ou-ab12-cdefgh12"],
      sid: "NoRoles",
      statement: '{"Sid":"NoRoles"}',
      since: "changed",
      now: '{"Sid":"NoRoles","Effect":"Deny"}',
      reason: null,
    },
  ],
  evaluated: { "service control policy": 2, "identity-based policy": 1 },
  access: {
    path: "Ana Lima (ana) → assignment of group Developers (906ab1c2d3-11112222-3333-4444-5555-666677778888) → permission set Reader → role AWSReservedSSO_Reader_0123456789abcdef",
    stillThere: "no",
  },
  compared: { agrees: false, words: "Disagreement: it differs." },
};
const text = (record: RecordedRefusal) => recordLines(record).map(({ label, text: words }) => `${label}: ${words}`);

test("who denied, with which statement, what became of it, and through what the person had the role", () => {
  expect(text(RECORD)).toEqual([
    "record: AWS's record b5m5v5taprqh3yoluoo4dyw0w (us-east-1): 1 statement denied the request.",
    'denied by: service control policy arn:aws:organizations::123456789012:policy/o-a1/service_control_policy/p-guard123, statement "NoRoles", attached to arn:aws:organizations::123456789012:ou/o-a1/ou-ab12-cdefgh12. Changed since then.',
    'then: {"Sid":"NoRoles"}',
    'now: {"Sid":"NoRoles","Effect":"Deny"}',
    "access: Ana Lima (ana) → assignment of group Developers → permission set Reader → role AWSReservedSSO_Reader_0123456789abcdef. This access is gone now",
    "differs: Disagreement: it differs.",
  ]);
});

test("an implicit denial names what was evaluated", () => {
  expect(text({ ...RECORD, effect: "IMPLICIT_DENY", refusedBy: [], access: null, compared: null })).toEqual([
    "record: AWS's record b5m5v5taprqh3yoluoo4dyw0w (us-east-1): no statement denied the request, and nothing allowed it (evaluated: 2 × service control policy, 1 × identity-based policy).",
  ]);
});

test("a record that was not read says why, and what the message's own policy came to; the context is shown where it is there", () => {
  const unread = { ...RECORD, notRead: "no right", refusedBy: [], access: null };
  const why = "record: AWS's record of this refusal was not read: no right.";
  expect(text({ ...unread, compared: null })).toEqual([why]);
  expect(text({ ...unread, compared: { agrees: false, words: "Disagreement: it differs." } })).toEqual([
    why,
    "differs: Disagreement: it differs.",
  ]);
  expect(text({ ...RECORD, refusedBy: [], requestContext: { "aws:SourceIp": "192.0.2.7" } }).at(-1)).toBe(
    "context: aws:SourceIp = 192.0.2.7",
  );
});
