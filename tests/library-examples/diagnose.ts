import { readFileSync } from "node:fs";
import { diagnose, readOrganization } from "../../src/library/index.ts";

// Without `from`, AWS itself is asked, with the credentials that the aws CLI would use.
const from = readOrganization(readFileSync("scenes/not-a-member.yaml", "utf8"));

const { verdict, causes } = await diagnose(
  { user: "alice.moreau@example.com", account: "sandbox", permissionSet: "ReadOnly" },
  { from },
);

console.log(verdict);
for (const { id, confidence } of causes) console.log(`${id} (${confidence})`);
