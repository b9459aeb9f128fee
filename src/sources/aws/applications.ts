/** sso-admin: the applications that a principal is assigned to. */
import type { ApplicationFacts } from "../../facts/grant/additional-facts.ts";
import type { InstanceArn, Principal } from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { allKnown, known, mapReading, type Reading } from "../../model/reading.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";

const service = "sso-admin";

/** How many applications of a user are looked at. */
const APPLICATIONS_DESCRIBED = 5;

export async function applicationsOf(
  calling: CallContext,
  InstanceArn: InstanceArn,
  principal: Principal,
): Promise<Reading<readonly ApplicationFacts[]>> {
  const region = calling.homeRegion();
  const input = { InstanceArn, PrincipalId: principal.id, PrincipalType: principal.type };
  const listed = await callPages(calling, {
    service,
    operation: "ListApplicationAssignmentsForPrincipal",
    isAdditional: true,
    region,
    input,
    send: async (NextToken, abortSignal) => {
      const { ListApplicationAssignmentsForPrincipalCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListApplicationAssignmentsForPrincipalCommand({ ...input, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ ApplicationAssignments }) =>
      (ApplicationAssignments ?? []).flatMap(({ ApplicationArn }) => ApplicationArn ?? []),
    next: ({ NextToken }) => NextToken,
    matters: ({ ApplicationAssignments }) => ({
      applications: (ApplicationAssignments ?? []).map(({ ApplicationArn }) => ApplicationArn),
    }),
  });
  if (listed.state !== "known") return listed;
  const arns = [...new Set(listed.value?.rows ?? [])].slice(0, APPLICATIONS_DESCRIBED);
  if (arns.length === 0) return known([], listed.evidence);
  const described = allKnown(await Promise.all(arns.map((arn) => describeApplication(calling, arn))));
  return described.state === "known" ? known(described.value, [...listed.evidence, ...described.evidence]) : described;
}

async function describeApplication(calling: CallContext, ApplicationArn: string): Promise<Reading<ApplicationFacts>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "DescribeApplication",
    isAdditional: true,
    region,
    input: { ApplicationArn },
    send: async (abortSignal) => {
      const { DescribeApplicationCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(new DescribeApplicationCommand({ ApplicationArn }), {
        abortSignal,
      });
    },
    matters: ({ Name, Status }) => ({ Name, Status }),
  });
  return mapReading(answer, (found) => ({
    arn: ApplicationArn,
    name: found?.Name ?? ApplicationArn,
    description: found?.Description,
  }));
}
