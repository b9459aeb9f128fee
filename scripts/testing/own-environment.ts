/** Each file of tests begins with the same environment: a worker keeps its process for the next file, and what one sets is not the next one's. */
import { afterAll } from "vitest";

// The SDK takes its credentials from here; a key of the management account.
process.env["AWS_ACCESS_KEY_ID"] ??= "123456789012";
process.env["AWS_SECRET_ACCESS_KEY"] ??= "not-a-secret";

const before = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});
