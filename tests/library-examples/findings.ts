import { readFileSync } from "node:fs";
import { readOrganization, scan, whoCan } from "../../src/library/index.ts";

const organization = readOrganization(readFileSync("scenes/not-provisioned.yaml", "utf8"));

for (const { severity, cause, title } of scan(organization).findings) console.log(`${severity} ${cause}: ${title}`);

const { rows } = whoCan(organization, "sandbox");
for (const { user, can } of rows) console.log(`${user.userName}: ${can}`);
