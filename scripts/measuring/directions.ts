/** Which folder of `src` may import which (design, section 3): held by the architecture test, measured by `npm run measure`, drawn by the picture. */
import type { Import } from "./sources.ts";

/** Data flows from the top of this table to its bottom. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  facts: ["model"],
  policy: ["model"],
  diagnosis: ["model", "facts", "policy"],
  plan: ["model", "facts", "policy", "diagnosis"],
  store: ["model", "facts", "plan"],
  sources: ["model", "facts", "policy"],
  apply: ["model", "facts", "plan", "store", "sources"],
  verify: ["model", "facts", "diagnosis", "plan", "sources"],
  report: ["model", "facts", "diagnosis", "plan", "verify"],
  app: ["model", "facts", "policy", "diagnosis", "plan", "store", "sources", "apply", "verify", "report", "lab"],
  web: ["model", "diagnosis", "report"],
  mcp: ["model", "app"],
  api: ["model", "app", "mcp"],
  cli: ["model", "diagnosis", "app", "report", "web", "api", "mcp"],
  library: ["model", "app"],
  action: ["model", "app", "report"],
  lab: ["model"],
};

/** No Node built-in, clock, network or randomness in these. */
export const PURE: readonly string[] = ["model", "facts", "policy", "diagnosis", "plan"];

/** The folder of `src` that a path lies in. */
export const roomOf = (path: string): string => path.split("/")[0] ?? "";

/** The imports that the table does not allow. */
export function againstTheDirection(imports: readonly Import[]): readonly Import[] {
  return imports.filter(({ file, target, isOurs }) => {
    const [from, to] = [roomOf(file), roomOf(target)];
    return isOurs && from !== to && !MAY_IMPORT[from]?.includes(to);
  });
}
