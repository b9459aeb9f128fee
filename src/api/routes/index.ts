/** Every route of the server, in the order of the documentation. */
import type { Route } from "../route.ts";
import { namesRoute, whatCanRoute, whoCanRoute } from "./access.ts";
import { causeRoute, causesRoute } from "./causes.ts";
import { organizationsRoute } from "./organizations.ts";
import { healthRoute, openApiRoute, readyRoute } from "./server.ts";
import { explainRoute, whyRoute } from "./why.ts";

export const routes: readonly Route[] = [
  organizationsRoute,
  whyRoute,
  explainRoute,
  whoCanRoute,
  whatCanRoute,
  namesRoute,
  causesRoute,
  causeRoute,
  healthRoute,
  readyRoute,
  openApiRoute(() => routes),
];
