/** Every step of the database's form, in order. */
import { journal } from "./0001-journal.ts";
import { sharedWork } from "./0002-shared-work.ts";
import { whatATeamKeeps } from "./0003-what-a-team-keeps.ts";
import { endedSessions } from "./0004-ended-sessions.ts";
import { alerts } from "./0005-alerts.ts";
import type { Migration } from "./migration.ts";

export const MIGRATIONS: readonly Migration[] = [journal, sharedWork, whatATeamKeeps, endedSessions, alerts];
