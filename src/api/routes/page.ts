/** The page: its document at every address that it has, and its two files. Static, so it says nothing about an organization. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import * as z from "zod/mini";
import { AccessError } from "../../model/errors.ts";
import { type Route, route } from "../route.ts";

/** Addresses at which the page's document is served; what it shows there is its own business. */
export const PAGE_PATHS = [
  "/",
  "/ask",
  "/fix",
  "/plans/{id}",
  "/findings",
  "/access",
  "/changes",
  "/causes",
  "/causes/{id}",
] as const;

const STATIC = { method: "GET", needs: "anyone", writes: false, isPage: true } as const;

export const pageRoutes: readonly Route[] = [
  ...PAGE_PATHS.map((path) =>
    route({
      ...STATIC,
      path,
      summary: "Show the page",
      ...(path.includes("{id}") && { params: z.looseObject({}) }),
      query: z.looseObject({}),
      answer: { kind: "other", mediaType: "text/html" },
      handle: async () => fileResponse("index.html"),
    }),
  ),
  route({
    ...STATIC,
    path: "/assets/{file}",
    summary: "Load a file of the page",
    params: z.strictObject({ file: z.string() }),
    answer: { kind: "other", mediaType: "application/octet-stream" },
    handle: async ({ params }) => fileResponse(`assets/${params.file}`),
  }),
];

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** Read once: the names that a request may ask for are those that the build wrote, and no path outside of them. */
let files: ReadonlyMap<string, Uint8Array<ArrayBuffer>> | undefined;

/** @throws AccessError `not-found` */
function fileResponse(name: string): Response {
  files ??= readPage();
  const bytes = files.get(name);
  if (!bytes)
    throw new AccessError("not-found", `The page has no file ${JSON.stringify(name)}`, {
      next: "Load the page again; after an update its files have other names. From source, `npm run build` makes them",
    });
  return new Response(bytes, { headers: { "content-type": MEDIA_TYPES[extname(name)] ?? "application/octet-stream" } });
}

function readPage(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const folder = pageFolder();
  if (folder === undefined) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  return new Map(
    names
      .filter((name) => extname(name) in MEDIA_TYPES)
      .map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
  );
}

/** `web` beside the bundle, or `dist/web` above the source. */
function pageFolder(): string | undefined {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder))
    for (const built of [join(folder, "web"), join(folder, "dist/web")])
      if (existsSync(join(built, "assets", "style.css"))) return built;
  return undefined;
}
