/** The command line in this process against a lab: what a start of the bundle would cost is saved. */
import { freshHome } from "./cli.ts";
import { begun } from "./in-process.ts";
import type { TestLab } from "./lab.ts";
import { MANAGEMENT } from "./sized-organization.ts";

/** Commands that share one state folder. The SDK takes its credentials from the environment of this process. */
export function commandsAgainst(lab: TestLab, home = freshHome()) {
  process.env["AWS_ACCESS_KEY_ID"] = MANAGEMENT;
  process.env["AWS_SECRET_ACCESS_KEY"] ??= "not-a-secret";
  const env = {
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: MANAGEMENT,
    IDC_DOCTOR_HOME: home,
    ...(lab.limits === "off" ? { IDC_DOCTOR_PACE: "off" } : {}),
  };
  const begin = (...args: readonly string[]) => begun(args, env);
  const run = (...args: readonly string[]) => begin(...args).ended;
  /** The calls that the lab has met meanwhile, by operation. */
  const counting = async (...args: readonly string[]) => {
    await lab.clearCalls();
    const answered = await run(...args);
    return { ...answered, calls: (await lab.calls()).map(({ operation }) => operation) };
  };
  return { home, begin, run, counting };
}
