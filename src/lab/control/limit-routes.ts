/** The lab's own route for its request rates: `POST /_lab/limits {"part": 0.5}` halves them, 1 is AWS's. */
import type { ControlRoute } from "../http/server.ts";
import type { Limits } from "../limits.ts";
import { ApiError } from "../protocol/api-error.ts";

export const limitRoutes = ({ allow }: Limits): Readonly<Record<string, ControlRoute>> => ({
  "POST /_lab/limits": (body) => {
    const part = typeof body === "object" && body !== null && "part" in body ? body.part : undefined;
    if (typeof part !== "number" || !(part > 0 && part <= 100))
      throw new ApiError("ValidationException", '"part" must be a number above 0 and at most 100');
    allow(part);
    return { part };
  },
});
