/** The role as a template: the policy whole, who may assume it a parameter, and nothing referred to that is not there. */
import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { rolePolicyFor } from "../app/permissions.ts";
import { type PolicyDocument, PURPOSES } from "../model/permissions.ts";
import { cloudFormationTemplate, terraformConfiguration } from "./role-templates.ts";

const policy: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Read", Effect: "Allow", Action: ["sso:ListInstances", "sso:ListPermissionSets"], Resource: "*" },
    { Sid: "Assign", Effect: "Allow", Action: ["sso:ProvisionPermissionSet"], Resource: ["arn:aws:sso:::account/*"] },
  ],
};

/** Every `Ref` and `Fn::GetAtt` in a template. */
function referred(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "Ref" ? [String(inner)] : key === "Fn::GetAtt" ? [String([inner].flat()[0])] : referred(inner),
  );
}

describe.each(PURPOSES)("CloudFormation to %s", (purpose) => {
  const text = cloudFormationTemplate({ purpose, policy });
  const template = parse(text, { version: "1.1" });

  test("has the sections of a template, and everything that it refers to", () => {
    expect(Object.keys(template)).toEqual([
      "AWSTemplateFormatVersion",
      "Description",
      "Parameters",
      "Resources",
      "Outputs",
    ]);
    expect(template.AWSTemplateFormatVersion).toBe("2010-09-09");
    const there = [...Object.keys(template.Parameters), ...Object.keys(template.Resources)];
    expect(referred(template).filter((name) => !there.includes(name))).toEqual([]);
    expect(referred(template)).toEqual(expect.arrayContaining(["TrustedPrincipalArn", "RoleName", "Role"]));
  });

  test("trusts its parameter alone, and holds the policy", () => {
    const { Properties } = template.Resources.Role;
    expect(Properties.AssumeRolePolicyDocument).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: { Ref: "TrustedPrincipalArn" } } }],
    });
    const [{ PolicyDocument: own }] = Properties.Policies;
    expect(own.Version).toBe(policy.Version);
    expect(own.Statement[0]).toEqual(policy.Statement[0]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as CloudFormation reads it
    expect(own.Statement[1].Resource).toEqual([{ "Fn::Sub": "arn:${AWS::Partition}:sso:::account/*" }]);
  });

  test("names no partition of its own", () => {
    const real = cloudFormationTemplate({ purpose, policy: rolePolicyFor(purpose) });
    expect(real.match(/arn:aws:.*/g)).toBeNull();
    expect(terraformConfiguration({ purpose, policy: rolePolicyFor(purpose) }).match(/arn:aws:.*/g)).toBeNull();
  });

  test("says what it writes, and only reads where it says so", () => {
    const writes = rolePolicyFor(purpose)
      .Statement.flatMap(({ Action }) => Action)
      .filter((action) => !/:(Get|List|Describe|Simulate|Lookup|Receive)/.test(action));
    expect(writes.length > 0).toBe(purpose !== "diagnose");
    expect(template.Description.endsWith("; it changes nothing")).toBe(purpose === "diagnose");
    if (purpose === "watch") expect(template.Description).toMatch(/takes messages from queues .* Security Hub$/);
  });

  test("takes ARNs of principals and nothing else for them", () => {
    const pattern = new RegExp(template.Parameters.TrustedPrincipalArn.AllowedPattern);
    expect(pattern.test("arn:aws-us-gov:iam::123456789012:role/team/Audit")).toBe(true);
    for (const wrong of ["*", "arn:aws:s3:::bucket", "123456789012"]) expect(pattern.test(wrong)).toBe(false);
  });
});

const hasTerraform = spawnSync("terraform", ["version"]).status === 0;
if (!hasTerraform) process.stdout.write("skipped: terraform is not on this machine\n");

/** Planned and applied in tests/terraform.test.ts. */
test.runIf(hasTerraform)("Terraform's text is formatted as terraform fmt would", () => {
  for (const purpose of PURPOSES) {
    const text = terraformConfiguration({ purpose, policy });
    expect(execFileSync("terraform", ["fmt", "-"], { input: text, encoding: "utf8", stdio: "pipe" })).toBe(text);
    for (const { Action } of policy.Statement) for (const action of Action) expect(text).toContain(`"${action}"`);
  }
});
