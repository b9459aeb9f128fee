/** The few requests to GitHub's REST API that the Action makes. */
import { gzipSync } from "node:zlib";
import { AccessError } from "../model/errors.ts";
import { plain } from "../report/sanitize.ts";
import type { WorkflowRun } from "./event.ts";

export interface GitHub {
  /** @throws AccessError `refused` or `unreachable` with what the token needs */
  readonly uploadSarif: (log: string) => Promise<void>;
  /** One comment for each category, updated. @throws AccessError as above */
  readonly comment: (text: string, author: string) => Promise<"made" | "updated">;
}

interface Comment {
  readonly id: number;
  readonly body?: string | null;
  readonly user?: { readonly login?: string } | null;
}

/** GitHub's own bound of a comment. */
const MOST_LETTERS = 65_536;
const PAGE = 100;
/** A pull request with more comments gets a second one of ours rather than an endless search. */
const MOST_PAGES = 50;
const TIMEOUT_MILLISECONDS = 30_000;

/** @param category what tells the comments of several organizations apart */
export function createGitHub(run: WorkflowRun, token: string, category: string): GitHub {
  const { repository, apiUrl, commit, ref, pullRequest } = run;
  const send = async (method: string, path: string, needs: string, body?: unknown): Promise<unknown> => {
    const response = await request(`${apiUrl}/repos/${repository}${path}`, { method, token, body });
    if (response.ok) return response.json();
    throw await refusal(response, `${method} ${path}`, needs);
  };
  const marker = `<!-- idc-doctor: ${category} -->`;
  const own = async (author: string): Promise<Comment | undefined> => {
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const path = `/issues/${pullRequest}/comments?per_page=${PAGE}&page=${page}`;
      const comments = (await send("GET", path, COMMENT_RIGHT)) as readonly Comment[];
      // Anybody can write the marker: only our own comment is changed.
      const found = comments.find(({ body, user }) => user?.login === author && body?.startsWith(marker));
      if (found || comments.length < PAGE) return found;
    }
    return undefined;
  };
  return {
    uploadSarif: async (log) => {
      const sarif = gzipSync(log).toString("base64");
      await send("POST", "/code-scanning/sarifs", SARIF_RIGHT, { commit_sha: commit, ref, sarif });
    },
    comment: async (text, author) => {
      const body = `${marker}\n${text}`.slice(0, MOST_LETTERS);
      const before = await own(author);
      if (before === undefined) {
        await send("POST", `/issues/${pullRequest}/comments`, COMMENT_RIGHT, { body });
        return "made";
      }
      await send("PATCH", `/issues/comments/${before.id}`, COMMENT_RIGHT, { body });
      return "updated";
    },
  };
}

const SARIF_RIGHT =
  "The job needs `permissions: security-events: write`, and code scanning has to be available for the repository; upload-sarif: false leaves the upload out";
const COMMENT_RIGHT =
  "The job needs `permissions: pull-requests: write`; a pull request from a fork never has it; comment: false leaves the comment out";

interface Sent {
  readonly method: string;
  readonly token: string;
  readonly body?: unknown;
}

async function request(url: string, { method, token, body }: Sent): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "user-agent": "idc-doctor",
        "x-github-api-version": "2022-11-28",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new AccessError("unreachable", "GitHub's API does not answer", { next: "Run the job again", cause });
  }
}

async function refusal(response: Response, what: string, needs: string): Promise<AccessError> {
  const said = plain((await response.text()).slice(0, 300));
  return new AccessError("refused", `GitHub refused ${what} (${response.status}): ${said}`, { next: needs });
}
