/** ConsoleLogin events that a sign-in policy refused (facts N1). */
import { expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const event = (errorMessage: string) => ({
  eventVersion: "1.08",
  eventSource: "signin.amazonaws.com",
  eventName: "ConsoleLogin",
  eventTime: "2026-09-14T09:30:00Z",
  userIdentity: {
    type: "AssumedRole",
    arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice@example.com",
    accountId: "111122223333",
  },
  errorMessage,
  responseElements: { ConsoleLogin: "Failure" },
});

test.each(["resource-based policy", "resource control policy"])(
  "denied because of a %s: the cause, and whom to ask about",
  (policy) => {
    const [found] = explainPasted(JSON.stringify(event(`Authorization denied because of a ${policy}`)));
    expect(found).toMatchObject({
      title: "The console of 111122223333 did not open with ReadOnly",
      causes: [{ id: "console-sign-in-policy", confidence: "proved" }],
    });
    expect(found?.next.join("\n")).toContain("aws signin get-resource-policy");
    expect(found?.next.join("\n")).toContain(
      "idc-doctor why alice@example.com 111122223333 ReadOnly --action signin:Authenticate",
    );
  },
);
