/** Where routes lie: the API has a version, what belongs to the server itself has none. */
import type { Route } from "./route.ts";

const API_PREFIX = "/api/v1";

const OF_THE_SERVER = /^\/(healthz|readyz|metrics|openapi\.json|mcp|auth\/\w+)$/;

/** Static files that are the page. */
const isOfThePage = ({ path, answer }: Pick<Route, "path" | "answer">): boolean =>
  answer.kind === "other" && (path.startsWith("/assets/") || answer.mediaType === "text/html");

/** The path of a route in a request, as OpenAPI writes it. */
export const fullPath = (route: Pick<Route, "path" | "answer">): string =>
  OF_THE_SERVER.test(route.path) || isOfThePage(route) ? route.path : `${API_PREFIX}${route.path}`;
