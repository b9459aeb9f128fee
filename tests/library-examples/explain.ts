import { AccessError, diagnose, explain } from "../../src/library/index.ts";

const { explanations } = explain(
  "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
);
console.log(explanations[0]?.kind);

try {
  await diagnose({ user: "alice.moreau@example.com", account: "12345" }, { endpointUrl: "ftp://example.com" });
} catch (error) {
  // `code` is stable, the message may change.
  if (error instanceof AccessError) console.log(error.code);
}
