/** The publicly reported cases of the casebook, each by its number: the right cause, the repair that helped, the lesson. */
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listPastedScenes, loadPastedScene } from "../scenes/pasted.ts";
import { listScenes, loadScene, type Scene } from "../scenes/scene.ts";
import { explain } from "../src/app/explain.ts";
import { provision, provisionedAccounts } from "../src/app/provision.ts";
import type { WriteProgress } from "../src/app/write/services.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { memoryJournal } from "../src/store/memory-journal.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection } from "./support/reader.ts";
import { labTime, putScene } from "./support/scene-on-lab.ts";

const FOLDER = join(import.meta.dirname, "../scenes/casebook");
const numberOf = (path: string): string => basename(path).slice(0, 3);
const scenes = new Map(listScenes(FOLDER).map((path) => [numberOf(path), loadScene(path)]));
const pasted = listPastedScenes(join(FOLDER, "pasted")).map((path) => [numberOf(path), loadPastedScene(path)] as const);

const caseOf = (number: string): Scene => {
  const scene = scenes.get(number);
  if (!scene) throw new TypeError(`the casebook has no scene ${number}`);
  return scene;
};

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

const answerOf = ({ verdict, causes: [first] }: Diagnosis) => ({
  verdict,
  cause: first?.id ?? null,
  confidence: first?.confidence ?? null,
  remedy: first?.remedy.kind ?? null,
});

/** Summary, evidence in words and remedy of the first cause, as one text. */
async function wordsOf(scene: Scene): Promise<string> {
  const onLab = await putScene(lab, scene);
  return JSON.stringify((await onLab.why()).causes[0]);
}

test("every case has a scene", () => {
  const all =
    "C01 C03 C05 C08 C09 C11 C13 C18 C20 C21 C22 C25 C29 C31 C32 C34 C36 C38 C39 C41 C42 C45 C47 C48 C50 C52 C53".split(
      " ",
    );
  expect(all.filter((number) => !scenes.has(number))).toEqual([]);
  expect(all.length).toBe(27);
});

describe("why names the cause, and its repair helps", () => {
  test.each([...scenes].map(([number, scene]) => [number, scene.title, scene] as const))(
    "%s %s",
    async (_number, _title, scene) => {
      const { verdict, cause, confidence, remedy, portalBefore, portalAfter } = scene.expect;
      const onLab = await putScene(lab, scene);
      // Looking signs the user in again, which would end a session that is open.
      if (scene.document.portalSessions.length === 0) expect(await onLab.sees()).toBe(portalBefore);
      expect(answerOf(await onLab.why())).toEqual({ verdict, cause, confidence, remedy });
      if (remedy === "api")
        expect(await onLab.fix()).toMatchObject({ kind: "applied", verification: { kind: "verified" } });
      if (scene.human.length > 0) {
        await onLab.takeHumanSteps();
        const again = await onLab.why();
        expect(again.verdict).toBe("works");
        expect(again.causes.map(({ id }) => id)).not.toContain(cause);
      }
      if (scene.questionAfter) {
        const after = await putScene(lab, { ...scene, question: scene.questionAfter });
        const again = await after.why();
        expect({ verdict: again.verdict, causes: again.causes.length }).toEqual({ verdict: "works", causes: 0 });
      }
      const isRepaired = remedy === "api" || scene.human.length > 0;
      expect(await onLab.sees()).toBe(isRepaired ? (portalAfter ?? true) : portalBefore);
      expect(await onLab.hasCredentials()).toBe(isRepaired || portalBefore);
    },
  );
});

describe("explain understands what was pasted in the case", () => {
  test.each(pasted.map(([number, scene]) => [number, scene.title, scene] as const))(
    "%s %s",
    (_number, _title, scene) => {
      const { explanations } = explain(scene.text ?? "");
      const [named] = explanations.flatMap(({ causes, fits }) => [...causes, ...fits]);
      expect({ cause: named?.id, confidence: named?.confidence }).toEqual(scene.expect);
    },
  );
});

describe("what the case teaches", () => {
  const explained = (number: string): string =>
    JSON.stringify(explain(pasted.find(([one]) => one === number)?.[1].text ?? ""));

  test("C01 provisioning everywhere tells the account that fails, and does the others", async () => {
    await putScene(lab, caseOf("C01"));
    const connection = { aws: labConnection(lab), from: undefined, isRegionGiven: false };
    const accounts = await provisionedAccounts("Operations", connection, labTime(lab));
    const context = labTime(lab);
    const services = {
      connection,
      journal: memoryJournal(),
      context,
      isDryRun: false,
      confirm: async () => true,
      onProgress: () => undefined,
    };
    const provisioned = await provision("Operations", accounts, services);
    expect(provisioned.kind).toBe("provisioned");
    const ended = provisioned.kind === "provisioned" ? provisioned.accounts : [];
    expect([...ended].sort((a, b) => a.accountId.localeCompare(b.accountId))).toEqual([
      { accountId: "111122223333", kind: "provisioned", isAssigned: true },
      {
        accountId: "222233334444",
        kind: "left-out",
        reason: expect.stringContaining("is SUSPENDED"),
      },
      { accountId: "333344445555", kind: "provisioned", isAssigned: true },
    ]);
  });

  test("C03 where Terraform leaves the reason out, explain says where it can be read", () => {
    expect(explained("C03")).toContain("list-account-assignment-creation-status");
  });

  test("C03 the name and path of the policy are told, and that they count letter by letter", async () => {
    const words = await wordsOf(caseOf("C03"));
    expect(words).toContain("DataLakeAccess");
    expect(words).toContain("must match exactly, including case");
  });

  test("C08 assignments are removed before policies", () => {
    expect(explained("C08")).toContain("Remove assignments first and policies after that");
  });

  test("C09 a conflict with the expiring grant is borne until it has passed", async () => {
    const onLab = await putScene(lab, caseOf("C09"));
    const seen: WriteProgress[] = [];
    expect((await onLab.fix((progress) => seen.push(progress))).kind).toBe("applied");
    const retried = seen.flatMap((one) =>
      one.kind === "applying" && one.progress.kind === "retrying" ? [one.progress.reason] : [],
    );
    expect(retried.length).toBeGreaterThan(0);
    expect(retried.join(" ")).toContain("ConflictException");
  });

  test("C09 who took the grant away is named", async () => {
    expect(await wordsOf(caseOf("C09"))).toContain("TEAM-Revoke");
  });

  test.each(["C11", "C13"])("%s the missing action is named, and all other accounts work", async (number) => {
    const scene = caseOf(number);
    expect(await wordsOf(scene)).toMatch(number === "C11" ? /iam:CreateSAMLProvider/ : /iam:CreateRole/);
    for (const account of ["workload-a", "workload-b"]) {
      const onLab = await putScene(lab, { ...scene, question: { ...scene.question, account } });
      expect((await onLab.why()).verdict).toBe("works");
    }
  });

  test.each(["C18", "C20"])(
    "%s a separate set for the management account, openly, and fix sends nothing",
    async (number) => {
      const scene = caseOf(number);
      expect(await wordsOf(scene)).toContain("announce the change");
      const onLab = await putScene(lab, scene);
      await lab.clearCalls();
      expect((await onLab.fix()).kind).toBe("no-api-remedy");
      expect((await lab.calls()).filter(({ operation }) => /^(Create|Delete|Provision)/.test(operation))).toEqual([]);
    },
  );

  test.each(["C21", "C25"])("%s the new id gets the access before the old one loses it", async (number) => {
    const onLab = await putScene(lab, caseOf(number));
    await lab.clearCalls();
    await onLab.fix();
    const written = (await lab.calls()).filter(({ operation }) => /AccountAssignment$/.test(operation));
    expect(written.map(({ operation }) => operation).filter((name) => !name.startsWith("Describe"))).toEqual([
      "CreateAccountAssignment",
      "DeleteAccountAssignment",
    ]);
  });

  test.each(["C22", "C25"])(
    "%s who deletes and makes it again is named, and that it will be so again",
    async (number) => {
      const words = await wordsOf(caseOf(number));
      expect(words).toContain("SSOSyncFunctionRole");
      expect(words).toContain("its next run will do it again");
    },
  );

  test("C29 nobody gets an access because of somebody else's orphan", async () => {
    const onLab = await putScene(lab, caseOf("C29"));
    expect(await onLab.fix()).toMatchObject({ kind: "no-api-remedy", cause: { id: "principal-deleted" } });
    expect(await onLab.hasCredentials()).toBe(false);
    const { assignments } = await lab.document();
    expect(assignments?.map(({ user }) => user)).toContain("906ab1c2d3-0a0a0a0a-1111-4222-8333-444455556666");
  });

  test("C29 where the old id's assignment cannot be deleted, what was added stays and AWS's reason is told", async () => {
    const scene = caseOf("C21");
    const document = { ...scene.document, lab: { ...scene.document.lab, orphanRemoval: "fails" as const } };
    const onLab = await putScene(lab, { ...scene, document });
    const fixed = await onLab.fix();
    expect(fixed).toMatchObject({ kind: "failed", step: { change: { kind: "delete-account-assignment" } } });
    expect("reason" in fixed && fixed.reason).toContain("was not found in directory");
    expect(await onLab.hasCredentials()).toBe(true);
    expect((await onLab.why()).verdict).toBe("works");
  });

  test("C34 the expired token is named, and where a new one is made", async () => {
    const words = await wordsOf(caseOf("C34"));
    expect(words).toContain("UnauthorizedException");
    expect(words).toContain("generate a new access token");
  });

  test("C36 the field that AWS did not take is quoted", async () => {
    const words = await wordsOf(caseOf("C36"));
    expect(words).toContain("name.familyName");
    expect(words).toContain("first name, last name, user name and display name");
  });

  test("C38 who changed the identity source is named, and that everybody lost everything", async () => {
    const words = await wordsOf(caseOf("C38"));
    expect(words).toContain("IdentityAdmin/lee.santos@example.com");
    expect(words).toContain("all users, groups and assignments");
  });

  test("C32 both names are told", async () => {
    expect(await wordsOf(caseOf("C32"))).toMatch(/dana.okafor@example.com.*\(?dana\b/);
  });

  test("C41 the name that the profile must have is told", async () => {
    expect(await wordsOf(caseOf("C41"))).toContain("sso_role_name = Developer");
  });

  test("C42 both Regions are told", async () => {
    const words = await wordsOf(caseOf("C42"));
    expect(words).toContain("eu-central-1");
    expect(words).toContain("us-east-1");
  });

  test("C50 the policy and its statement are named", async () => {
    const words = await wordsOf(caseOf("C50"));
    expect(words).toContain("p-regions12");
    expect(words).toContain("OnlyOurRegions");
  });

  test("C47 the ARN that works in aws-auth is written out", () => {
    expect(explained("C47")).toContain("arn:aws:iam::111122223333:role/AWSReservedSSO_Developer_1234567890abcdef");
  });

  test("C48 both names of the role are told, and the condition that survives", async () => {
    const words = await wordsOf(caseOf("C48"));
    expect(words).toContain("AWSReservedSSO_Developer_1111111111111111");
    expect(words).toContain("AWSReservedSSO_Developer_2222222222222222");
    expect(words).toContain("AWSReservedSSO_Developer_*");
  });

  test("C53 the former owner and the new one both get in", async () => {
    const scene = caseOf("C53");
    for (const user of ["former.owner@example.com", "new.owner@example.com"]) {
      const onLab = await putScene(lab, { ...scene, question: { ...scene.question, user } });
      expect((await onLab.why()).verdict).toBe("works");
      expect(await onLab.hasCredentials()).toBe(true);
    }
  });
});
