/** Where routes lie: the API has a version, what belongs to the server itself has none. */
import type { Route } from "./route.ts";

const API_PREFIX = "/api/v1";

const OF_THE_SERVER = /^\/(healthz|readyz|metrics|openapi\.json|auth\/\w+)$/;

/** The path of a route in a request, as OpenAPI writes it. */
export const fullPath = ({ path }: Pick<Route, "path">): string =>
  OF_THE_SERVER.test(path) ? path : `${API_PREFIX}${path}`;
