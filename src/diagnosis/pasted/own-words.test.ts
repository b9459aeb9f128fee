/** What people write themselves: each sentence leads to the symptom that it tells of. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const NO_ACCOUNT = "The portal shows no account at all";
const UNFINISHED = "The work on an assignment or a permission set does not end";
const CLIENT_ONLY = "The portal and the CLI do not give the same";
const SIGNED_OUT = "The session of the page has ended";

describe("a sentence and its symptom", () => {
  test.each([
    ["my colleague added me to the group an hour ago, still nothing in the portal", NO_ACCOUNT],
    ["She was given ReadOnly yesterday but there is nothing on her AWS access portal", NO_ACCOUNT],
    ["assigned a group to the account but the status stays IN_PROGRESS", UNFINISHED],
    ["we provisioned Engineer this morning and it is stuck in progress", UNFINISHED],
    ["when running aws s3 ls I get AccessDenied but the console works", CLIENT_ONLY],
    ["the console works for that account, boto3 is denied", CLIENT_ONLY],
    ["You have been signed out. Your session has expired", SIGNED_OUT],
    ["Your session has timed out, please sign in again", SIGNED_OUT],
  ])("%s", (text, title) => {
    expect(explainPasted(text)[0]?.title).toBe(title);
  });
});

test("a reason that Identity Center wrapped and that nobody knows is shown as AWS wrote it", () => {
  const [one] = explainPasted("Received a 403 status error: Not authorized to perform iam:AttachRolePolicy");
  expect(one?.title).toBe("The request failed, for a reason that is not known here");
  expect(one?.meaning[0]).toContain("Not authorized to perform iam:AttachRolePolicy");
  expect(one?.fits.map(({ id, confidence }) => `${id} ${confidence}`)).toEqual([
    "assignment-failed possible",
    "provisioning-failed possible",
  ]);
});
