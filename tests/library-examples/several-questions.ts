import { readFileSync } from "node:fs";
import { openOrganization, readOrganization } from "../../src/library/index.ts";

const organization = await openOrganization({
  from: readOrganization(readFileSync("scenes/not-a-member.yaml", "utf8")),
});

// What was read for the first question is not read again for the second.
for (const user of ["alice.moreau@example.com", "bob.tanaka@example.com"]) {
  const { verdict } = await organization.diagnose({ user, account: "sandbox", permissionSet: "ReadOnly" });
  console.log(`${user}: ${verdict}`);
}
