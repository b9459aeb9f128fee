/** Declares `idc-doctor lab`. */
import { buildCommand } from "@stricli/core";
import { latency, outputFlags, port, seconds } from "../flags.ts";
import { parsedBy, text, toggle } from "../parameters.ts";

export const lab = buildCommand({
  loader: async () => (await import("../commands/lab.ts")).run,
  parameters: {
    flags: {
      port: parsedBy(port, "Port on 127.0.0.1; 0 takes a free one (default 4747)", "port"),
      load: text("Organization document to begin with", "file"),
      data: text("Directory that keeps the lab over restarts and kills; --load is for its first start", "directory"),
      latency: parsedBy(
        latency,
        "Delay of every answer, such as 80ms; or its median and 99th percentile: 20ms,200ms",
        "time",
      ),
      provisioningTime: parsedBy(seconds, "How long asynchronous work takes, such as 2s", "time"),
      enforceIam: toggle("Callers need IAM policies that allow what they ask for"),
      limits: text("aws (default) enforces AWS's request rates, off does not", "aws|off"),
      ...outputFlags,
    },
  },
  docs: { brief: "Run a local Identity Center that behaves and fails like AWS" },
});
