import { caseOf } from "./case.ts";
import { documentOf } from "./organization.ts";
import { openBench } from "./run.ts";

const c = caseOf(Number(process.argv[2]));
const d = documentOf(c.draft) as any;
const a = c.draft.asked;
console.log(
  JSON.stringify({
    words: c.words,
    asked: { ...a, before: !!a.before },
    faults: c.faults.map((f) => f.name),
    api: c.apiFault,
    lab: d.lab,
    inst: d.instance,
    sizes: [d.accounts.length, d.users.length, d.groups.length, d.permissionSets.length],
  }),
);
console.log(
  "user",
  JSON.stringify(d.users.filter((u: any) => u.userName === a.user)),
  "groups",
  JSON.stringify(d.memberships.filter((m: any) => m.user === a.user)),
);
const own = d.memberships.filter((m: any) => m.user === a.user).map((m: any) => m.group);
console.log(
  "rows of grant",
  JSON.stringify(d.assignments.filter((r: any) => r.account === a.account && r.permissionSet === a.permissionSet)),
);
console.log(
  "own rows",
  JSON.stringify(d.assignments.filter((r: any) => r.user === a.user || own.includes(r.group)).slice(0, 30)),
);
console.log(
  "roles",
  JSON.stringify(d.provisionedRoles.filter((r: any) => r.account === a.account && r.permissionSet === a.permissionSet)),
  JSON.stringify(d.accounts.filter((x: any) => x.id === a.account)),
  JSON.stringify(d.requests.filter((x: any) => x.account === a.account)),
);
