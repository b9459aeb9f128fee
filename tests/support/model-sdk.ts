/** An SDK for a REST JSON model that no npm client exists for: real commands, made from the model's shapes. */
import { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import { HttpBearerAuthSigner } from "@smithy/core";
import { makeBuilder } from "@smithy/core/client";
import { getEndpointPlugin } from "@smithy/core/endpoints";
import type { $SchemaRef, StaticOperationSchema } from "@smithy/types";
import type { OperationModel, ServiceModel, ShapeReference } from "../../src/lab/protocol/model.ts";

/** The SDK's numbers for types: `StringSchema`, `NumericSchema`, … (@smithy/types, schema sentinels). */
const SIMPLE: Readonly<Record<string, number>> = {
  string: 0,
  integer: 1,
  long: 1,
  boolean: 2,
  document: 15,
};
const TIMESTAMP = 4;
const DATE_TIME = 5;

/** Where REST JSON binds a member, in the SDK's words. */
const TRAITS: Readonly<Record<string, string>> = { uri: "httpLabel", querystring: "httpQuery", header: "httpHeader" };

/** What the endpoint is found by. */
const ENDPOINT = {
  Endpoint: { type: "builtInParams", name: "endpoint" },
  Region: { type: "builtInParams", name: "region" },
} as const;

/** `{ Client, <Operation>Command… }`, as the npm packages export them. */
export function modelSdk(model: ServiceModel): Readonly<Record<string, unknown>> {
  const namespace = `lab.${model.metadata.endpointPrefix}`;
  const schemas = schemaMaker(model, namespace);
  const build = makeBuilder(ENDPOINT, namespace, "SSOOIDCClient", getEndpointPlugin);
  const commandOf = (operation: OperationModel) => {
    const { method, requestUri, responseCode = 200 } = operation.http;
    const traits = { http: [method, requestUri, responseCode] } as never;
    const ends = [operation.input, operation.output].map((end) => (end ? schemas(end) : "unit")) as [
      $SchemaRef,
      $SchemaRef,
    ];
    const schema: StaticOperationSchema = [9, namespace, operation.name, traits, ...ends];
    return build({}, () => [], operation.name, schema);
  };
  const commands = Object.values(model.operations).map((one) => [`${one.name}Command`, commandOf(one)] as const);
  return { Client: clientOf(model, namespace), ...Object.fromEntries(commands) };
}

type Schemas = (reference: ShapeReference) => $SchemaRef;

function schemaMaker(model: ServiceModel, namespace: string): Schemas {
  const made = new Map<string, $SchemaRef>();
  const schemas: Schemas = ({ shape: name }) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const shape = model.shapes[name];
    const schema = (): $SchemaRef => {
      switch (shape?.document ? "document" : shape?.type) {
        case "structure": {
          const members = Object.entries(shape?.members ?? {});
          const refs = members.map(([, member]) => bound(member, schemas));
          return [shape?.union ? 4 : 3, namespace, name, 0, members.map(([key]) => key), refs] as $SchemaRef;
        }
        case "list":
          return [1, namespace, name, 0, () => schemas(shape?.member ?? { shape: "" })] as $SchemaRef;
        case "map":
          return [2, namespace, name, 0, 0, () => schemas(shape?.value ?? { shape: "" })] as $SchemaRef;
        case "timestamp":
          return (shape?.timestampFormat === "iso8601" ? DATE_TIME : TIMESTAMP) as $SchemaRef;
        default:
          return (SIMPLE[shape?.document ? "document" : (shape?.type ?? "")] ?? 0) as $SchemaRef;
      }
    };
    const ref = schema();
    made.set(name, ref);
    return ref;
  };
  return schemas;
}

function bound(member: ShapeReference, schemas: Schemas): $SchemaRef {
  const trait = TRAITS[member.location ?? ""];
  const inner = () => schemas(member);
  if (trait === undefined && member.locationName !== undefined)
    return [inner, { jsonName: member.locationName }] as unknown as $SchemaRef;
  if (trait === undefined) return inner as $SchemaRef;
  return [inner, { [trait]: trait === "httpLabel" ? 1 : member.locationName }] as unknown as $SchemaRef;
}

interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** For services that are called with a bearer token. */
  readonly token?: { readonly token: string };
}

interface Built {
  readonly request: { readonly headers: Record<string, string> };
}

/** JSON 1.0 and 1.1 name the operation in a header; the body is as in REST JSON. */
const targeted =
  ({ targetPrefix, jsonVersion }: ServiceModel["metadata"]) =>
  (next: (built: Built) => unknown, { commandName }: { readonly commandName?: string }) =>
  (built: Built) => {
    const operation = commandName?.replace(/Command$/, "");
    Object.assign(built.request.headers, {
      "content-type": `application/x-amz-json-${jsonVersion}`,
      "x-amz-target": `${targetPrefix}.${operation}`,
    });
    return next(built);
  };

/** A client of REST JSON, signing by the model's own name or sending a bearer token. */
function clientOf({ metadata }: ServiceModel, defaultNamespace: string) {
  const isBearer = metadata.signatureVersion === "bearer";
  const schemeId = isBearer ? "smithy.api#httpBearerAuth" : "aws.auth#sigv4";
  return function Client({ token, ...options }: ClientOptions) {
    const httpAuthSchemeProvider = () => [
      {
        schemeId,
        signingProperties: { signingName: metadata.signingName ?? metadata.endpointPrefix },
        propertiesExtractor,
      },
    ];
    const bearer = {
      schemeId,
      identityProvider: () => async () => ({ token: token?.token ?? "lab" }),
      signer: new HttpBearerAuthSigner(),
    };
    const client = new SSOOIDCClient({
      ...options,
      protocolSettings: { defaultNamespace, version: metadata.apiVersion },
      httpAuthSchemeProvider,
      ...(isBearer ? { httpAuthSchemes: [bearer] } : {}),
    } as never);
    if (metadata.protocol === "json") client.middlewareStack.add(targeted(metadata) as never, { step: "build" });
    return client;
  };
}

const propertiesExtractor = (config: unknown, context: unknown) => ({ signingProperties: { config, context } });
