/** The flags of `lab`. */
import { completed, type FlagsOf, oneOfOr, parsedBy, text, toggle } from "../parameters.ts";
import { latency, port, seconds } from "../parse-words.ts";
import { outputFlags } from "./shared.ts";

export const labFlags = {
  port: parsedBy(port, "Port on 127.0.0.1 (default 4747); 0 takes any free port", "port"),
  load: completed(text("Organization document to start with, or the name of a shipped scene", "file"), "scene"),
  data: completed(
    text("Directory in which the lab keeps its state across restarts; --load fills an empty one", "directory"),
    "file",
  ),
  latency: parsedBy(
    latency,
    "Delay of every response, such as 80ms, or median and 99th percentile: 20ms,200ms",
    "time",
  ),
  provisioningTime: parsedBy(seconds, "Duration of asynchronous work, such as 2s", "time"),
  enforceIam: toggle("Evaluate the IAM policies of callers"),
  limits: oneOfOr("aws", ["aws", "off"], "aws enforces the request rates of AWS, off does not"),
  ...outputFlags,
} as const;
export type LabFlags = FlagsOf<typeof labFlags>;
