/** A dry run writes nothing, with any flag of any command that writes; contradicting flags are refused; the list says what was done. */
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fix } from "../src/app/fix.ts";
import { fixPlan } from "../src/app/fix-plan.ts";
import type { WriteServices } from "../src/app/write/services.ts";
import { fixFlags } from "../src/cli/flags/fix.ts";
import { provisionFlags } from "../src/cli/flags/provision.ts";
import { openDatabase } from "../src/store/database.ts";
import type { Journal } from "../src/store/journal.ts";
import { answerOf } from "./support/in-process.ts";
import { inTurn } from "./support/in-turn.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import {
  ALICE,
  CLOSED,
  OTHER,
  organization,
  type PlannedStep,
  planFileFor,
  SANDBOX,
  servicesOn,
  writtenTo,
} from "./support/writing.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());

const services = (more: Partial<WriteServices> = {}) => servicesOn(lab, more);
const written = () => writtenTo(lab);
const planFile = (...steps: readonly PlannedStep[]) => planFileFor(lab, steps);

beforeEach(async () => {
  await lab.clearFaults();
  await lab.put(organization());
  await lab.clearCalls();
});

/** Of each command that writes; each of them starts a twin. */
const FLAGS_A_DAY = 8;

describe("--dry-run", () => {
  const VALUES: Readonly<Record<string, readonly string[]>> = {
    organization: ["none-such"],
    profile: ["none-such"],
    region: ["us-east-1"],
    endpointUrl: [],
    auditRole: ["OrganizationAccountAccessRole"],
    timeout: ["8s"],
    color: [],
    quiet: [],
    verbose: [],
    pager: [],
    dryRun: [],
    yes: [],
    output: ["json"],
    query: ["plan.id"],
    all: [],
    list: [],
    resume: [],
    undo: [],
    plan: [],
  };
  test("these are all the commands that have the flag", async () => {
    const folder = join(import.meta.dirname, "../src/cli/flags");
    const declared = await Promise.all(
      readdirSync(folder).map(async (file) => Object.entries((await import(join(folder, file))) as object)),
    );
    const writing = declared.flat().filter(([, flags]) => typeof flags === "object" && flags && "dryRun" in flags);
    expect(writing.map(([name]) => name).sort()).toEqual(["fixFlags", "provisionFlags"]);
  });

  const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

  let journal: Journal;
  let home: string;
  let failed = "";
  let applied = "";

  /** A journal with a plan that was carried out and one that failed half-way. */
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "idc-doctor-dry-"));
    ({ journal } = await openDatabase({ kind: "embedded", file: join(home, "journal.sqlite") }));
    const done = await fix(ALICE, services({ journal }));
    const file = await planFile(["create", "alice", OTHER], ["delete", "bob", SANDBOX]);
    await lab.fault({ service: "sso-admin", operation: "DeleteAccountAssignment", kind: "refuse" });
    const half = await fixPlan(file, services({ journal }));
    await lab.clearFaults();
    if (done.kind !== "applied" || half.kind !== "failed") throw new Error(JSON.stringify([done, half]).slice(0, 3000));
    [applied, failed] = [done.plan.id, half.plan.id];
    await lab.clearCalls();
  });

  const run = (...words: readonly string[]) =>
    answerOf(words, {
      AWS_ENDPOINT_URL: lab.url,
      AWS_REGION: "us-east-1",
      IDC_DOCTOR_HOME: home,
      IDC_DOCTOR_PACE: "off",
    });

  test("with other flags of every command that writes: no write, and the journal as it was", {
    timeout: 300_000,
  }, async () => {
    const file = await planFile(["delete", "bob", OTHER]);
    const kept = JSON.stringify(await journal.list());
    const starts: Record<string, readonly string[]> = {
      fix: ["fix", "bob", CLOSED, "ReadOnly"],
      plan: ["fix", "--plan", file],
      resume: ["fix", "--resume", failed],
      undo: ["fix", "--undo", applied],
      provision: ["provision", "ReadOnly", SANDBOX],
      all: ["provision", "ReadOnly", "--all"],
    };
    const rehearsed = new Set<string>();
    for (const [start, words] of Object.entries(starts))
      for (const name of inTurn(Object.keys(words[0] === "fix" ? fixFlags : provisionFlags), FLAGS_A_DAY)) {
        const database = [join(home, "journal.sqlite")];
        const given =
          { endpointUrl: [lab.url], database, resume: [failed], undo: [applied], plan: [file] }[name] ?? VALUES[name];
        if (!given) throw new Error(`no value to try ${flagOf(name)} with`);
        const { code, stdout, stderr } = await run(...words, "--dry-run", flagOf(name), ...given);
        if (/Rehearsal {2}passed/.test(stderr)) rehearsed.add(start);
        expect({ start, name, writes: await written() }).toEqual({ start, name, writes: [] });
        expect([0, 1, 2, 3], `${start} ${name} ${stdout} ${stderr}`).toContain(code);
      }
    expect([...rehearsed].sort()).toEqual(["all", "plan", "provision", "resume", "undo"]);
    expect(JSON.stringify(await journal.list())).toBe(kept);
  });

  test.each([
    [["fix", "--resume", "abcd", "--undo", "abcd"], "--resume and --undo cannot be combined"],
    [["fix", "alice", SANDBOX, "ReadOnly", "--undo", "abcd"], "cannot be combined"],
    [["fix", "--list", "--plan", "x.json"], "--plan and --list cannot be combined"],
    [["provision", "ReadOnly", SANDBOX, "--all"], "Give either accounts or --all"],
    [["fix", "--resume", "", "--yes"], "is not the id of a plan"],
    [["fix", "--undo", "%%%%", "--yes"], "is not the id of a plan"],
    [["fix", "--undo", "abcd"], "Add --yes to apply the plan, or --dry-run to rehearse it only"],
    [["fix", "--resume", "abcd"], "Add --yes to apply the plan, or --dry-run to rehearse it only"],
    [["provision", "ReadOnly", SANDBOX], "Add --yes to apply the plan, or --dry-run to rehearse it only"],
    [["fix", "--undo", "0000-none", "--yes"], "No single plan in the journal begins with"],
  ])("%s is refused with exit 2", async (words, why) => {
    const { code, stderr } = await run(...words);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(why) });
    expect(await written()).toEqual([]);
  });

  test("--list says who, what, when, the state, and what undid it", async () => {
    const undone = await run("fix", "--undo", applied, "--yes");
    expect(undone.code, undone.stderr).toBe(0);
    const { code, stdout } = await run("fix", "--list");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`${applied.slice(0, 8)} {2}20.* {2}applied and verified, undone by [0-9a-f]{8}`));
    expect(stdout).toMatch(new RegExp(`${failed.slice(0, 8)} {2}20.* {2}failed`));
    expect(stdout).toContain("by arn:aws:iam::123456789012:");
    expect(stdout).toContain("Assign ReadOnly in account sandbox (111122223333) to user alice");
    const { plans } = JSON.parse((await run("fix", "--list", "--output", "json")).stdout);
    expect(plans.map(({ state }: { readonly state: string }) => state)).toEqual(["verified", "failed", "verified"]);
  });

  test("what is written as whom and where, and what applying does, is shown", async () => {
    const { stderr } = await run("fix", "--undo", applied, "--yes");
    expect(stderr).toMatch(/As arn:aws:iam::123456789012:\S+ \(account 123456789012\) in us-east-1 at http/);
    expect(stderr).toContain("Apply: 1 remove; nobody gains access, 1 person loses it");
  });
});
