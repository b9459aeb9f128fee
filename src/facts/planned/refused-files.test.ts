/** Files that are no plan, template or change set, or one that cannot be carried out: refused, with the reason. */
import { describe, expect, test } from "vitest";
import { parsePlannedChanges } from "../../model/organization-document/written/planned-changes.ts";
import { changeSet, document, planned } from "./testing/planned-organization.ts";

describe("refused, with the reason", () => {
  const bucket = "Resources:\n  B: { Type: AWS::S3::Bucket }";
  test.each([
    { what: "a template of nothing that matters", text: bucket, words: /nothing of IAM Identity Center/ },
    {
      what: "a failed change set",
      text: changeSet([], { Status: "FAILED", StatusReason: "no such role" }),
      words: /is FAILED.*no such role/,
    },
    {
      what: "a change set in the making",
      text: changeSet([], { Status: "CREATE_IN_PROGRESS" }),
      words: /CREATE_IN_PROGRESS/,
    },
    {
      what: "an obsolete change set",
      text: changeSet([], { ExecutionStatus: "OBSOLETE" }),
      words: /stack was changed since/,
    },
    {
      what: "an executed change set",
      text: changeSet([], { ExecutionStatus: "EXECUTE_COMPLETE" }),
      words: /executed already/,
    },
    { what: "a page of a change set", text: changeSet([], { NextToken: "x" }), words: /one page/ },
    {
      what: "a template of Azure",
      text: '{"$schema":"https://schema.management.azure.com/x","resources":[]}',
      words: /Azure/,
    },
    { what: "a manifest of Kubernetes", text: "apiVersion: v1\nkind: Pod", words: /Kubernetes/ },
    { what: "the resources of a stack", text: '{"StackResources":[]}', words: /what a stack has deployed/ },
    { what: "a manifest of the CDK", text: '{"version":"1","artifacts":{}}', words: /cdk\.out/ },
    { what: "aliases", text: "Resources: &a\n  B: *a", words: /aliases/ },
    { what: "anything else", text: "hello", words: /neither a Terraform plan/ },
  ])("$what", ({ text, words }) => {
    const read = parsePlannedChanges(text);
    expect(read.kind).toBe("invalid");
    if (read.kind === "invalid")
      expect(read.problems.map(({ path, message }) => `${path} ${message}`).join()).toMatch(words);
  });

  test("a change set without changes is one", () => {
    const text = changeSet([], { Status: "FAILED", StatusReason: "The submitted information didn't contain changes." });
    expect(planned(text).document).toEqual(document);
  });
});
