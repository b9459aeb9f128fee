/** What a deleted group had, as far as a name, a caller or nothing at all ties it to somebody: told, and asked about before it is repaired. */
import { expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { diagnosisText } from "../src/report/diagnosis-text.ts";
import { palette } from "../src/report/palette.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { testContext } from "./support/reader.ts";
import { unprovedValues } from "./support/stated-values.ts";

const OLD = "906ab1c2d3-aaaaaaaa-1111-4222-8333-444455556666";
const NEW = "906ab1c2d3-bbbbbbbb-1111-4222-8333-444455556666";
const OTHER = "906ab1c2d3-dddddddd-1111-4222-8333-444455556666";
const SYNC = "arn:aws:sts::123456789012:assumed-role/Scim/sync";
const JOE = "arn:aws:sts::123456789012:assumed-role/Admin/joe";

const event = (eventName: string, by: string, eventTime: string, groupId: string) => ({
  eventVersion: "1.08",
  userIdentity: { type: "AssumedRole", arn: by, accountId: "123456789012" },
  eventTime,
  eventSource: "identitystore.amazonaws.com",
  eventName,
  awsRegion: "us-east-1",
  requestParameters: eventName === "DeleteGroup" ? { groupId } : { displayName: "HIDDEN_DUE_TO_SECURITY_REASONS" },
  responseElements: eventName === "DeleteGroup" ? null : { groupId },
  eventType: "AwsApiCall",
  readOnly: false,
  recipientAccountId: "123456789012",
});

function organization(
  createdBy: string,
  more: { readonly groups?: readonly object[]; readonly events?: readonly object[] } = {},
) {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    takenAt: "2026-09-14T09:30:00Z",
    organization: { managementAccountId: "123456789012" },
    instance: { arn: "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1", identityStoreId: "d-906ab1c2d3" },
    accounts: [
      { id: "111122223333", name: "workload-a", email: "a@example.com" },
      { id: "333344445555", name: "workload-b", email: "b@example.com" },
    ],
    users: [{ userName: "lou@example.com" }, { userName: "kim@example.com" }],
    groups: [
      { id: NEW, displayName: "data", members: ["lou@example.com"], createdAt: "2026-09-14T08:25:00Z" },
      { displayName: "Everybody", members: ["lou@example.com", "kim@example.com"] },
      ...(more.groups ?? []),
    ],
    permissionSets: [
      { name: "Developer", managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] },
      { name: "ReadOnly", managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
    ],
    assignments: [
      { account: "workload-a", permissionSet: "Developer", group: OLD },
      { account: "workload-b", permissionSet: "ReadOnly", group: "Everybody" },
    ],
    events: [
      event("DeleteGroup", SYNC, "2026-09-14T08:10:00Z", OLD),
      event("CreateGroup", createdBy, "2026-09-14T08:25:00Z", NEW),
      ...(more.events ?? []),
    ],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.document;
}

async function ask(document: ReturnType<typeof organization>, account: string | null): Promise<Diagnosis> {
  const context = { ...testContext(), now: () => new Date(document.takenAt) };
  const question = { user: "lou@example.com", account, permissionSet: null, isRegionGiven: true };
  return (await why(question, createDocumentReader(document, "us-east-1" as never), context)).diagnosis;
}
const text = (diagnosis: Diagnosis) =>
  diagnosisText(diagnosis, { palette: palette({ isColored: false }), width: 1000 });

test("a group that another caller made says what may have been lost and who deleted it, and repairs nothing", async () => {
  for (const account of [null, "workload-a"]) {
    const diagnosis = await ask(organization(JOE), account);
    const [cause] = diagnosis.causes;
    expect(cause).toMatchObject({ id: "principal-deleted", remedy: { kind: "human" } });
    expect(cause?.summary).toContain(`which was deleted by Scim/sync (${SYNC})`);
    expect(cause?.summary).toContain(`created soon after that, by Admin/joe (${JOE})`);
    expect(cause?.summary).toContain("ask whether it took its place");
    expect(unprovedValues(diagnosis)).toEqual([]);
    expect(text(diagnosis)).toContain("which was deleted by Scim/sync ");
  }
  const open = await ask(organization(JOE), null);
  expect(text(open)).toMatch(/^The one grant works, as far as Identity Center shows; 1 more may have been lost/);
  expect(open.grants.map(({ isLost, isLostPerhaps }) => [isLost, isLostPerhaps])).toEqual([
    [undefined, undefined],
    [true, true],
  ]);
});

test("a group that only its caller ties is likely, and its repair begins with a question", async () => {
  const diagnosis = await ask(organization(SYNC), null);
  expect(diagnosis.causes[0]).toMatchObject({ id: "principal-recreated", confidence: "likely" });
  expect(diagnosis.causes[0]?.remedy.summary).toMatch(
    /^Ask whether group data is the team of the deleted group\. If it is: /,
  );
  expect(text(diagnosis)).toContain(
    "Ask whether group data is the team of the deleted group. If it is: idc-doctor fix lou@example.com 111122223333 Developer",
  );
});

test("a caller who made several groups ties none of them", async () => {
  const groups = [{ id: OTHER, displayName: "other", members: ["kim@example.com"], createdAt: "2026-09-14T08:26:00Z" }];
  const events = [event("CreateGroup", SYNC, "2026-09-14T08:26:00Z", OTHER)];
  const diagnosis = await ask(organization(SYNC, { groups, events }), "workload-a");
  expect(diagnosis.causes.map(({ id }) => id)).toEqual(["principal-deleted", "no-assignment"]);
});

test("a group that was made days later is nobody's successor", async () => {
  const document = organization(JOE);
  const later = {
    ...document,
    takenAt: "2026-09-20T09:30:00Z",
    groups: document.groups.map((group) =>
      group.id === NEW ? { ...group, createdAt: "2026-09-18T08:25:00Z" } : group,
    ),
  };
  const { grants } = await ask(later as typeof document, null);
  expect(grants.map(({ permissionSet }) => permissionSet)).toEqual(["ReadOnly"]);
});
