/** The hand-written files of deploy/: without root, read-only, with a health check, and of this version. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import packageJson from "../package.json" with { type: "json" };
import { formulaText } from "../scripts/deploy/formula.ts";
import { parseConfiguration } from "../src/model/configuration.ts";
import { unknownFields } from "./support/kubernetes-fields.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "../deploy", path), "utf8");
const { version } = packageJson;

describe("Containerfile", () => {
  /** Instructions with their continuation lines joined, without comments. */
  const instructions = read("Containerfile")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith("FROM ")));

  test("pins Node's major version to the one that the project is developed on", () => {
    const images = instructions.filter((line) => line.startsWith("FROM ")).map((line) => /node:(\d+)-/.exec(line)?.[1]);
    const developed = /\d+/.exec(packageJson.devDependencies.node)?.[0];
    expect(images).toEqual([developed, developed]);
  });

  test("runs without root, says how to check it, and runs nothing in the last stage", () => {
    expect(last.filter((line) => line.startsWith("USER "))).toEqual(["USER 10001:10001"]);
    expect(last.findIndex((line) => line.startsWith("USER "))).toBeLessThan(
      last.findIndex((line) => line.startsWith("ENTRYPOINT ")),
    );
    expect(last.some((line) => line.startsWith("HEALTHCHECK ") && line.includes("/healthz"))).toBe(true);
    expect(last.filter((line) => line.startsWith("RUN "))).toEqual([]);
  });

  test("the health check is a program that Node can read", () => {
    const [, words] = /CMD (\[.*\])/.exec(last.find((line) => line.startsWith("HEALTHCHECK ")) ?? "") ?? [];
    const [node, flag, program] = JSON.parse(words ?? "[]") as string[];
    expect([node, flag]).toEqual(["node", "--eval"]);
    expect(() => new Function(program ?? "(")).not.toThrow();
  });

  test("keeps the rules that linters of container files check", () => {
    const known = /^(FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD) /;
    expect(instructions.filter((line) => !known.test(line))).toEqual([]);
    const of = (name: string, lines = instructions) => lines.filter((line) => line.startsWith(`${name} `));
    // Each image has a tag, and none of them moves to another major version of Node or Debian.
    for (const line of of("FROM")) expect(line).toMatch(/^FROM (--platform=\S+ )?node:\d+-bookworm-slim( AS \w+)?$/);
    for (const line of of("WORKDIR")) expect(line).toMatch(/^WORKDIR \//);
    for (const name of ["ENTRYPOINT", "CMD"]) {
      expect(of(name)).toHaveLength(1);
      expect(() => JSON.parse(of(name)[0]?.slice(name.length) ?? "")).not.toThrow();
    }
    for (const line of of("RUN")) expect(line).not.toMatch(/\b(sudo|curl|wget|apt-get|npm install)\b/);
    for (const line of of("ENV")) expect(line).not.toMatch(/SECRET|TOKEN|PASSWORD|AWS_/);
    // What is copied over from the build is the root's and cannot be changed by the program, but for its own folder.
    expect(of("COPY", last).filter((line) => line.includes("--chown"))).toEqual([
      "COPY --from=build --chown=10001:10001 /state /var/lib/idc-doctor",
    ]);
  });

  test("copies nothing but what the build reads into the build", () => {
    const lines = read("Containerfile.dockerignore").split("\n");
    expect(lines).toContain("*");
    const { files } = packageJson;
    expect(files).toEqual(expect.arrayContaining(["dist", "scenes"]));
    for (const needed of ["src", "scripts", "scenes", "package-lock.json", "tsdown.config.ts", "vite.config.ts"])
      expect(lines).toContain(`!${needed}`);
  });
});

describe("Kubernetes manifest", () => {
  interface Manifest {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
    readonly data?: Readonly<Record<string, string>>;
    readonly spec?: {
      readonly template?: {
        readonly spec: {
          readonly securityContext: object;
          readonly containers: readonly Readonly<Record<string, unknown>>[];
        };
      };
    };
  }
  const documents = parseAllDocuments(read("kubernetes.yaml"));
  const manifests = documents.map((document) => document.toJS() as Manifest);
  const pod = manifests.find(({ kind }) => kind === "Deployment")?.spec?.template?.spec;

  test("is whole, and everything in its own namespace", () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    const kinds = manifests.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["Deployment", "Service", "NetworkPolicy", "PodDisruptionBudget"]));
    const others = manifests.filter(
      ({ kind, metadata }) => kind !== "Namespace" && metadata.namespace !== "idc-doctor",
    );
    expect(others).toEqual([]);
  });

  test("has only fields that its kinds have, and a misspelt one is noticed", () => {
    expect(manifests.flatMap((manifest) => unknownFields(manifest as never))).toEqual([]);
    const text = read("kubernetes.yaml");
    const misspelt = (field: string) =>
      parseAllDocuments(text.replace(field, `${field}s`)).flatMap((one) => unknownFields(one.toJS()));
    for (const field of ["readOnlyRootFilesystem", "minAvailable", "automountServiceAccountToken", "ipBlock"])
      expect(misspelt(field), field).toEqual([expect.stringContaining(`${field}s`)]);
  });

  test("names that belong together are the same: volumes, ports, the secret, labels", () => {
    const own = pod as unknown as {
      readonly volumes: readonly { readonly name: string }[];
      readonly containers: readonly [{ readonly volumeMounts: readonly { readonly name: string }[] }];
    };
    expect(own.containers[0].volumeMounts.map(({ name }) => name).sort()).toEqual(
      own.volumes.map(({ name }) => name).sort(),
    );
    const text = read("kubernetes.yaml");
    const labels = [...text.matchAll(/app\.kubernetes\.io\/name: ([\w-]+)/g)].map(([, name]) => name);
    expect(new Set(labels)).toEqual(new Set(["idc-doctor"]));
    // The command in its first lines makes what the container reads.
    for (const key of text.matchAll(/secretKeyRef: \{ name: idc-doctor, key: ([\w-]+) \}/g))
      expect(text).toContain(`--from-literal=${key[1]}=`);
  });

  test("meets the restricted pod security standard, on a read-only file system", () => {
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(pod?.containers).toHaveLength(1);
    expect(pod?.containers[0]).toMatchObject({
      image: `idc-doctor:${version}`,
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      livenessProbe: { httpGet: { path: "/healthz" } },
      readinessProbe: { httpGet: { path: "/readyz" } },
    });
  });

  test("holds a configuration that the server takes", () => {
    const text = manifests.find(({ kind }) => kind === "ConfigMap")?.data?.["config.yaml"] ?? "";
    expect(parseConfiguration(text)).toMatchObject({ kind: "ok" });
  });
});

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!hasSystemd) process.stdout.write("skipped: systemd-analyze is not on this machine\n");

test.runIf(hasSystemd)("the systemd unit is valid, and as closed as a program of Node can be", () => {
  const unit = join(import.meta.dirname, "../deploy/idc-doctor.service");
  const analyze = (...args: readonly string[]) => spawnSync("systemd-analyze", args, { encoding: "utf8" });
  expect(analyze("verify", unit)).toMatchObject({ status: 0, stderr: "" });
  // Tenths of the exposure that systemd computes; 100 is a service without any protection.
  const { status, stdout } = analyze("security", "--offline=true", "--threshold=15", unit);
  expect(status, stdout).toBe(0);
});

describe("Homebrew formula", () => {
  const formula = read("homebrew/idc-doctor.rb");

  test("is of this version", () => {
    expect(formula).toContain(`/releases/download/v${version}/idc-doctor-${version}.tgz"`);
  });

  test("takes address and checksum of a release", () => {
    const url = "https://github.com/someone/idc-doctor/releases/download/v1/a.tgz";
    const text = formulaText({ version, url, sha256: "ab".repeat(32) });
    expect(text).toContain('  homepage "https://github.com/someone/idc-doctor"\n');
    expect(text).toContain(`  url "${url}"\n  sha256 "${"ab".repeat(32)}"\n`);
    const ends = (word: RegExp) => [...text.matchAll(word)].length;
    expect(ends(/^\s*end$/gm)).toBe(ends(/^\s*(class|def|test do)\b/gm));
  });
});

test("the page names this version", () => {
  const page = readFileSync(join(import.meta.dirname, "../docs/deploy.md"), "utf8");
  const named = [...page.matchAll(/(?:ref=v|idc-doctor:)(\d+\.\d+\.\d+)/g)].map(([, found]) => found);
  expect(named.length).toBeGreaterThan(2);
  expect(new Set(named)).toEqual(new Set([version]));
  expect(read("Containerfile")).toContain(`idc-doctor:${version}`);
});
