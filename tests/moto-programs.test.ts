/** A program written for moto's server does the same on the lab; where moto takes what AWS refuses, the lab stays with AWS. */
import { execFile, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startLab } from "../src/lab/index.ts";

const PROGRAM = join(import.meta.dirname, "programs/for_moto.py");
const hasBoto3 = spawnSync("python3", ["-c", "import boto3"]).status === 0;
const hasMoto = spawnSync("moto_server", ["--help"]).status === 0;
if (!hasBoto3) process.stdout.write("skipped: boto3 is not on this machine\n");
else if (!hasMoto) process.stdout.write("skipped in part: moto's server is not on this machine\n");

type Seen = readonly (readonly [name: string, value: unknown])[];

const run = (endpoint: string): Promise<Seen> =>
  new Promise((resolve, reject) => {
    execFile("python3", [PROGRAM, endpoint], (error, stdout, stderr) =>
      error ? reject(new Error(stderr)) : resolve(JSON.parse(stdout)),
    );
  });

/** Before the mark the two must agree; what follows are the known differences. */
function parts(seen: Seen) {
  const mark = seen.findIndex(([name]) => name === "differences");
  return { same: seen.slice(0, mark), differences: Object.fromEntries(seen.slice(mark + 1)) };
}

async function onLab(): Promise<Seen> {
  const lab = await startLab({ limits: "off", provisioningMilliseconds: 0 });
  try {
    return await run(lab.url);
  } finally {
    await lab.close();
  }
}

async function onMoto(): Promise<Seen> {
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  try {
    const url = `http://127.0.0.1:${port}`;
    const isUp = () =>
      fetch(`${url}/moto-api/data.json`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(isUp, { timeout: 30_000, interval: 50 }).toBe(true);
    return await run(url);
  } finally {
    child.kill();
  }
}

test.runIf(hasBoto3)("what AWS refuses is refused, whatever moto does", { timeout: 60_000 }, async () => {
  expect(parts(await onLab()).differences).toEqual({
    "assignments of no set": "ResourceNotFoundException",
    "sets of no instance": "ResourceNotFoundException",
    "assignment of no set": "ResourceNotFoundException",
    "groups of no store": "ResourceNotFoundException",
    "any page token": "ValidationException",
    "a name that is none": "ValidationException",
    "a session of a week": "ValidationException",
    "membership of nobody": "ResourceNotFoundException",
  });
});

test.runIf(hasBoto3 && hasMoto)("the program sees the same on both", { timeout: 120_000 }, async () => {
  const [lab, moto] = await Promise.all([onLab(), onMoto()]);
  expect(parts(lab).same.length).toBeGreaterThan(25);
  expect(parts(lab).same).toEqual(parts(moto).same);
  // The differences are real ones, or the list in docs/lab.md is out of date.
  const accepted = Object.entries(parts(moto).differences).filter(([, answer]) => answer === "accepted");
  expect(accepted.length).toBeGreaterThan(4);
});
