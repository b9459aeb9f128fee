/** GitHub's REST API as far as the Action uses it, on this machine: comments of one pull request and uploads of SARIF. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

export interface FakeComment {
  readonly id: number;
  readonly user: { readonly login: string };
  readonly body: string;
}

export interface FakeGitHub {
  readonly url: string;
  readonly comments: FakeComment[];
  /** `POST /repos/…`, in their order. */
  readonly requests: string[];
  /** The texts that were uploaded, and what they were said to be of. */
  readonly uploads: {
    readonly text: string;
    readonly compressed: number;
    readonly commit: string;
    readonly ref: string;
  }[];
  /** Paths that are answered with 403. */
  refused: RegExp | undefined;
  readonly close: () => void;
}

export const TOKEN = "ghs_planted_token";
const REPOSITORY = "/repos/example/access";

export async function fakeGitHub(login = "github-actions[bot]"): Promise<FakeGitHub> {
  const comments: FakeComment[] = [];
  const requests: string[] = [];
  const uploads: FakeGitHub["uploads"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const { method } = request;
    requests.push(`${method} ${pathname}`);
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, { message: "Bad credentials" });
    if (github.refused?.test(pathname)) return answer(403, { message: "Resource not accessible by integration" });
    const body = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const path = pathname.replace(REPOSITORY, "");
    const [, id] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    if (path === "/code-scanning/sarifs" && method === "POST") {
      const compressed = Buffer.from(body.sarif, "base64");
      const text = gunzipSync(compressed).toString("utf8");
      uploads.push({ text, compressed: compressed.length, commit: body.commit_sha, ref: body.ref });
      return answer(202, { id: "upload" });
    }
    if (path === "/issues/7/comments" && method === "GET") {
      const [size, page] = [Number(searchParams.get("per_page")), Number(searchParams.get("page"))];
      return answer(200, comments.slice((page - 1) * size, page * size));
    }
    // As GitHub: a comment is at most this long.
    if (body.body?.length > 65_536) return answer(422, { message: "Validation Failed" });
    if (path === "/issues/7/comments" && method === "POST") {
      comments.push({ id: 1000 + comments.length, user: { login }, body: body.body });
      return answer(201, comments.at(-1));
    }
    const at = comments.findIndex((comment) => String(comment.id) === id);
    const comment = comments[at];
    if (comment === undefined || method !== "PATCH") return answer(404, { message: "Not Found" });
    comments[at] = { ...comment, body: body.body };
    return answer(200, comments[at]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const github: FakeGitHub = {
    url: `http://127.0.0.1:${port}`,
    comments,
    requests,
    uploads,
    refused: undefined,
    close: () => server.close(),
  };
  return github;
}
