/** How an application is used: assignment configuration, access scopes, authentication methods, grants, sessions. */
import type { Application } from "../../../model/organization-document/applications.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import { notFound } from "./access.ts";
import { applicationFor } from "./applications.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

function change(
  call: Call,
  operation: string,
  arn: string | undefined,
  changed: (application: Application) => Partial<Application>,
): Record<string, never> {
  const application = applicationFor(call, operation, arn);
  call.world.applications.put({ ...application, ...changed(application) });
  return {};
}

/** The record without one of its keys, which must be there. */
function without(record: Readonly<Record<string, unknown>>, key: string, what: string): Record<string, unknown> {
  if (!Object.hasOwn(record, key)) throw notFound(`The application has no ${what} ${key}`);
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function configured(record: Readonly<Record<string, unknown>>, key: string, what: string): unknown {
  if (!Object.hasOwn(record, key)) throw notFound(`The application has no ${what} ${key}`);
  return record[key];
}

const scopes: Handlers<SsoAdmin> = {
  PutApplicationAccessScope: (input, call) =>
    change(call, "PutApplicationAccessScope", input.ApplicationArn, ({ accessScopes }) => {
      const row = { scope: input.Scope ?? "", targets: input.AuthorizedTargets ?? [] };
      return { accessScopes: [...accessScopes.filter(({ scope }) => scope !== row.scope), row] };
    }),

  GetApplicationAccessScope: (input, call) => {
    const { accessScopes } = applicationFor(call, "GetApplicationAccessScope", input.ApplicationArn);
    const found = accessScopes.find(({ scope }) => scope === input.Scope);
    if (!found) throw notFound(`The application has no access scope ${input.Scope ?? ""}`);
    return { Scope: found.scope, AuthorizedTargets: [...found.targets] };
  },

  DeleteApplicationAccessScope: (input, call) =>
    change(call, "DeleteApplicationAccessScope", input.ApplicationArn, ({ accessScopes }) => {
      const kept = accessScopes.filter(({ scope }) => scope !== input.Scope);
      if (kept.length === accessScopes.length)
        throw notFound(`The application has no access scope ${input.Scope ?? ""}`);
      return { accessScopes: kept };
    }),

  ListApplicationAccessScopes: (input, call) => {
    const { arn, accessScopes } = applicationFor(call, "ListApplicationAccessScopes", input.ApplicationArn);
    const { page, nextToken } = paginate(
      accessScopes.map(({ scope, targets }) => ({ Scope: scope, AuthorizedTargets: [...targets] })),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 10 },
      ["ListApplicationAccessScopes", arn],
    );
    return { Scopes: [...page], NextToken: nextToken };
  },
};

const authenticationMethods: Handlers<SsoAdmin> = {
  PutApplicationAuthenticationMethod: (input, call) =>
    change(call, "PutApplicationAuthenticationMethod", input.ApplicationArn, (application) => ({
      authenticationMethods: {
        ...application.authenticationMethods,
        [input.AuthenticationMethodType ?? ""]: input.AuthenticationMethod,
      },
    })),

  GetApplicationAuthenticationMethod: (input, call) => {
    const { authenticationMethods: methods } = applicationFor(
      call,
      "GetApplicationAuthenticationMethod",
      input.ApplicationArn,
    );
    const method = configured(methods, input.AuthenticationMethodType ?? "", "authentication method");
    return { AuthenticationMethod: method as never };
  },

  DeleteApplicationAuthenticationMethod: (input, call) =>
    change(call, "DeleteApplicationAuthenticationMethod", input.ApplicationArn, (application) => ({
      authenticationMethods: without(
        application.authenticationMethods,
        input.AuthenticationMethodType ?? "",
        "authentication method",
      ),
    })),

  ListApplicationAuthenticationMethods: (input, call) => {
    const operation = "ListApplicationAuthenticationMethods";
    const { arn, authenticationMethods: methods } = applicationFor(call, operation, input.ApplicationArn);
    const { page, nextToken } = paginate(
      Object.entries(methods),
      { maxResults: undefined, nextToken: input.NextToken, defaultSize: 100 },
      [operation, arn],
    );
    const rows = page.map(([type, method]) => ({
      AuthenticationMethodType: type as "IAM",
      AuthenticationMethod: method as never,
    }));
    return { AuthenticationMethods: rows, NextToken: nextToken };
  },
};

const grants: Handlers<SsoAdmin> = {
  PutApplicationGrant: (input, call) =>
    change(call, "PutApplicationGrant", input.ApplicationArn, (application) => ({
      grants: { ...application.grants, [input.GrantType ?? ""]: input.Grant },
    })),

  GetApplicationGrant: (input, call) => {
    const application = applicationFor(call, "GetApplicationGrant", input.ApplicationArn);
    return { Grant: configured(application.grants, input.GrantType ?? "", "grant") as never };
  },

  DeleteApplicationGrant: (input, call) =>
    change(call, "DeleteApplicationGrant", input.ApplicationArn, (application) => ({
      grants: without(application.grants, input.GrantType ?? "", "grant"),
    })),

  ListApplicationGrants: (input, call) => {
    const application = applicationFor(call, "ListApplicationGrants", input.ApplicationArn);
    const { page, nextToken } = paginate(
      Object.entries(application.grants),
      { maxResults: undefined, nextToken: input.NextToken, defaultSize: 100 },
      ["ListApplicationGrants", application.arn],
    );
    const rows = page.map(([type, grant]) => ({ GrantType: type as "authorization_code", Grant: grant as never }));
    return { Grants: rows, NextToken: nextToken };
  },
};

const configurations: Handlers<SsoAdmin> = {
  PutApplicationAssignmentConfiguration: (input, call) =>
    change(call, "PutApplicationAssignmentConfiguration", input.ApplicationArn, () => ({
      assignmentRequired: input.AssignmentRequired ?? true,
    })),

  GetApplicationAssignmentConfiguration: (input, call) => ({
    AssignmentRequired: applicationFor(call, "GetApplicationAssignmentConfiguration", input.ApplicationArn)
      .assignmentRequired,
  }),

  PutApplicationSessionConfiguration: (input, call) =>
    change(call, "PutApplicationSessionConfiguration", input.ApplicationArn, ({ backgroundSessions }) => ({
      backgroundSessions: input.UserBackgroundSessionApplicationStatus ?? backgroundSessions,
    })),

  GetApplicationSessionConfiguration: (input, call) => ({
    UserBackgroundSessionApplicationStatus: applicationFor(
      call,
      "GetApplicationSessionConfiguration",
      input.ApplicationArn,
    ).backgroundSessions,
  }),
};

export const applicationSettings: Handlers<SsoAdmin> = {
  ...scopes,
  ...authenticationMethods,
  ...grants,
  ...configurations,
};
