/** A scan that version 0.1.0 kept is read as what it meant. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { scan } from "../diagnosis/scan/scan.ts";
import { document } from "../diagnosis/scan/testing/documents.ts";
import { keepScanOrWhyNot, keptScan, keptScans } from "./kept-scan.ts";

const home = mkdtempSync(join(tmpdir(), "idc-doctor-kept-"));
const env = { IDC_DOCTOR_HOME: home };
afterAll(() => rmSync(home, { recursive: true }));

const instance = { instanceArn: "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1", endpointUrl: undefined };
const DAY = "2026-09-01T00:00:00.000Z";
const seen = { firstSeen: DAY, goneSince: null };
const former = (user: string, count: number, sample: readonly string[]) => ({
  key: `direct-grant ${user}`,
  cause: "direct-grant",
  grants: { count, sample },
});

test("its keys stand for the assignments that it named, and its blind spot was not looked at", async () => {
  const history = {
    schema: "idc-doctor/finding-history/1" as const,
    lastScan: DAY,
    seen: { "direct-grant alice": seen, "direct-grant bob": seen },
  };
  await keepScanOrWhyNot(env, instance, { findings: scan(document()), history, reachedBy: { region: "us-east-1" } });
  const [name = ""] = readdirSync(join(home, "scans"));
  const path = join(home, "scans", name);
  const kept = JSON.parse(readFileSync(path, "utf8")) as { findings: object };
  const findings = {
    ...kept.findings,
    findings: [former("alice", 1, ["Admin in sandbox"]), former("bob", 9, ["a in b", "c in d", "e in f"])],
    blindSpot:
      "assignments of permission sets that are not provisioned in the account: only provisioned pairs were asked",
    notExamined: ["units", "delegated administrators"],
  };
  writeFileSync(path, JSON.stringify({ history, findings }));
  const read = await keptScan(env, instance);
  expect(read?.history.seen).toEqual({
    "direct-grant alice": { ...seen, only: ["Admin in sandbox"] },
    "direct-grant bob": seen,
  });
  expect(read?.history.unlooked).toEqual({ sights: ["unprovisioned-pairs", "delegated-administrators"], parts: [] });
  expect(await keptScans(env)).toHaveLength(1);
});
