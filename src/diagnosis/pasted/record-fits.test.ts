/** Every layer that AWS's records name leads to its cause, beside those of the sentence. */
import { expect, test } from "vitest";
import type { RecordedRefusal } from "../refusal/recorded-refusal.ts";
import { likely, possible, proved } from "./catalogue-ids.ts";
import { explanation } from "./explanation.ts";
import { fitsWithRecords } from "./record-fits.ts";

const recordOf = (...layers: readonly string[]): RecordedRefusal => ({
  authorization: { id: "abcdef0123456789", region: "us-east-1" },
  notRead: null,
  effect: "EXPLICIT_DENY",
  refusedBy: layers.map((layer) => ({
    layer,
    policy: "arn:aws:organizations::123456789012:policy/o-abcdefghij/service_control_policy/p-abcdefgh",
    attachedTo: [],
    sid: "Deny",
    statement: null,
    since: "unknown",
    now: null,
    reason: null,
  })),
  evaluated: {},
  access: null,
  compared: null,
});
const ofSet = (fits = possible("outdated")) =>
  explanation("access-denied", "refused", { permissionSet: "ReadOnly", fits });

test("a layer that the sentence does not name comes behind the causes of the sentence", () => {
  expect(fitsWithRecords(ofSet(), [recordOf("service control policy")])).toEqual([
    ...possible("outdated"),
    ...proved("scp-deny"),
  ]);
});

test("the same layer in several records, and twice in one, is named once", () => {
  const records = [
    recordOf("resource control policy", "resource control policy"),
    recordOf("resource control policy", "permissions boundary"),
  ];
  expect(fitsWithRecords(ofSet([]), records)).toEqual([...proved("rcp-deny"), ...proved("boundary-deny")]);
});

test("a cause that the sentence names stays as the sentence has it", () => {
  expect(fitsWithRecords(ofSet(possible("scp-deny")), [recordOf("service control policy")])).toEqual(
    possible("scp-deny"),
  );
});

test("a record names a statement that denies, and nothing that is only possible", () => {
  expect(fitsWithRecords(ofSet([]), [recordOf("identity-based policy", "resource-based policy")])).toEqual(
    likely("policy-does-not-allow"),
  );
});

test("of a caller without a permission set only the organization's policies are claimed", () => {
  const one = explanation("access-denied", "refused", {});
  expect(fitsWithRecords(one, [recordOf("identity-based policy", "permissions boundary")])).toEqual([]);
  expect(fitsWithRecords(one, [recordOf("service control policy")])).toEqual(proved("scp-deny"));
});

test("no record adds nothing", () => {
  expect(fitsWithRecords(ofSet(), [])).toEqual(possible("outdated"));
});
