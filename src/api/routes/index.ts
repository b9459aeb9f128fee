/** Every route of the server, in the order of the documentation. */
import type { Route } from "../route.ts";
import { mapRoute, matrixRoute, namesRoute, whatCanRoute, whoCanRoute } from "./access.ts";
import { auditRoute } from "./audit.ts";
import { causeRoute, causesRoute } from "./causes.ts";
import { changesRoute, snapshotsRoute } from "./changes.ts";
import { acceptManyRoute, acceptRoute, findingRoute, findingsRoute, reopenRoute } from "./findings.ts";
import { jobEventsRoute, jobRoute, jobsRoute, refreshRoute } from "./jobs.ts";
import { mcpRoute, mcpStreamRoute } from "./mcp.ts";
import { organizationsRoute } from "./organizations.ts";
import { applyRoute, approveRoute, planEventsRoute, planRoute, plansRoute, proposeRoute, undoRoute } from "./plans.ts";
import { portalRoute } from "./portal.ts";
import { playRoute, scenesRoute } from "./scenes.ts";
import { healthRoute, metricsRoute, openApiRoute, readyRoute } from "./server.ts";
import { callbackRoute, loginRoute, logoutRoute } from "./sign-in.ts";
import { explainRoute, whyRoute } from "./why.ts";

export const routes: readonly Route[] = [
  organizationsRoute,
  whyRoute,
  explainRoute,
  whoCanRoute,
  whatCanRoute,
  matrixRoute,
  mapRoute,
  portalRoute,
  namesRoute,
  snapshotsRoute,
  changesRoute,
  findingsRoute,
  findingRoute,
  acceptRoute,
  acceptManyRoute,
  reopenRoute,
  plansRoute,
  proposeRoute,
  planRoute,
  planEventsRoute,
  approveRoute,
  applyRoute,
  undoRoute,
  refreshRoute,
  jobsRoute,
  jobRoute,
  jobEventsRoute,
  causesRoute,
  causeRoute,
  scenesRoute,
  playRoute,
  auditRoute,
  mcpRoute,
  mcpStreamRoute,
  loginRoute,
  callbackRoute,
  logoutRoute,
  healthRoute,
  readyRoute,
  metricsRoute,
  openApiRoute(() => routes),
];
