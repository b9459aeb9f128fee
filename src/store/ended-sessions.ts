/** Sessions that somebody ended by signing out: a sealed cookie is good until its time is over, unless its id is here. */
import type { Engine } from "./engine.ts";

export interface EndedSessions {
  /** @param until ISO 8601: from then on the session is over anyway */
  readonly end: (id: string, until: string) => Promise<void>;
  readonly isEnded: (id: string) => Promise<boolean>;
}

export const sqlEndedSessions = (engine: Engine): EndedSessions => ({
  end: (id, until) =>
    engine.write(async (transaction) => {
      await transaction
        .insertInto("ended_session")
        .values({ id, until })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }),
  isEnded: async (id) =>
    (await engine.database.selectFrom("ended_session").select("id").where("id", "=", id).executeTakeFirst()) !==
    undefined,
});
