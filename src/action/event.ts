/** What the workflow runs for: repository, commit and pull request, from the runner's variables and its event file. */
import { readFile } from "node:fs/promises";
import { AccessError } from "../model/errors.ts";
import type { Variables } from "./inputs.ts";

export interface WorkflowRun {
  /** `owner/name` */
  readonly repository: string;
  readonly apiUrl: string;
  readonly commit: string;
  /** `refs/heads/main`, `refs/pull/7/merge` */
  readonly ref: string;
  /** Undefined: the workflow runs for no pull request. */
  readonly pullRequest: number | undefined;
}

/** @throws AccessError `bad-input` where a variable is missing that every runner sets */
export async function workflowRun(env: Variables): Promise<WorkflowRun> {
  return {
    repository: variable(env, "GITHUB_REPOSITORY"),
    apiUrl: variable(env, "GITHUB_API_URL").replace(/\/+$/, ""),
    commit: variable(env, "GITHUB_SHA"),
    ref: variable(env, "GITHUB_REF"),
    pullRequest: await pullRequestOf(env["GITHUB_EVENT_PATH"]),
  };
}

function variable(env: Variables, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new AccessError("bad-input", `${name} is not set`, { next: "Run this program as a step of GitHub Actions" });
}

/** Of the events `pull_request` and `pull_request_target`. */
async function pullRequestOf(path: string | undefined): Promise<number | undefined> {
  if (!path) return undefined;
  const event: unknown = JSON.parse(await readFile(path, "utf8"));
  const pull = typeof event === "object" && event !== null && "pull_request" in event ? event.pull_request : undefined;
  const number = typeof pull === "object" && pull !== null && "number" in pull ? pull.number : undefined;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}
