/** Fires where the asked Region has no instance; stays silent where the Region was our own guess or could not be asked. */
import { describe, expect, test } from "vitest";
import { EU, failed, instance, US, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { instanceNotInRegion } from "./cause.ts";

const elsewhere = brokenGrants["instance-not-in-region"];

describe("instance-not-in-region", () => {
  test("names the Region that has the instance", () => {
    const cause = diagnosedBy(instanceNotInRegion, elsewhere);
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" }, evidence: ["e2"] });
    expect(cause?.summary).toContain("is in eu-west-1");
    expect(cause?.summary).toContain("nothing can have been assigned in us-east-1");
    expect(JSON.stringify(cause?.remedy)).toMatch(/--region eu-west-1.*sso_region.*eu-west-1/s);
  });

  test("says where it looked when there is none anywhere", () => {
    const cause = diagnosedBy(
      instanceNotInRegion,
      workingFacts({ instance: known(null, ["e2"]), regionsLookedAt: [US, EU] }),
    );
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" } });
    expect(cause?.summary).toContain("us-east-1 and eu-west-1");
  });

  test("a Region that nobody named is no mistake when the instance was found", () => {
    const facts = { ...elsewhere, question: { ...elsewhere.question, isRegionGiven: false } };
    expect(diagnosedBy(instanceNotInRegion, facts)).toBeUndefined();
  });

  test("a replicated Region has the instance, though its home is another", () => {
    const facts = workingFacts({ instance: known({ ...instance, region: EU }), regionsLookedAt: [US] });
    expect(diagnosedBy(instanceNotInRegion, facts)).toBeUndefined();
  });

  test("stays silent where the instance is, and where it could not be read", () => {
    expect(diagnosedBy(instanceNotInRegion, workingFacts())).toBeUndefined();
    expect(
      diagnosedBy(instanceNotInRegion, workingFacts({ instance: failed(), regionsLookedAt: [US, EU] })),
    ).toBeUndefined();
  });
});
