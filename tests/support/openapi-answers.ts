/** Holds answers of the API against the schemas of its own OpenAPI document. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { openApiDocument } from "../../src/api/openapi.ts";
import { routes } from "../../src/api/routes/index.ts";

const document = openApiDocument(routes) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;
};
type Responses = Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema?: object }>> }>>;

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(document, "openapi.json");

const compiled = new Map<string, ValidateFunction | undefined>();

/** What does not fit; none where the document says nothing about the answer's form. */
export function misfitsOfAnswer(
  method: string,
  path: string,
  answer: { readonly status: number; readonly json: unknown },
): readonly string[] {
  const found = Object.keys(document.paths).find((template) =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path.split("?")[0] ?? ""),
  );
  const name = `${found} ${method} ${answer.status}`;
  if (!compiled.has(name)) compiled.set(name, validatorOf(found, method.toLowerCase(), answer.status));
  const validate = compiled.get(name);
  if (!validate || validate(answer.json)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name} ${instancePath}: ${message}`);
}

function validatorOf(path: string | undefined, method: string, status: number): ValidateFunction | undefined {
  const responses = path === undefined ? undefined : document.paths[path]?.[method]?.responses;
  const [place, key] =
    responses && String(status) in responses
      ? ["application/json", String(status)]
      : ["application/problem+json", "default"];
  if (!responses?.[key]?.content[place]?.schema || path === undefined) return undefined;
  const pointer = ["paths", path, method, "responses", key, "content", place, "schema"].map((part) =>
    encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")),
  );
  return ajv.compile({ $ref: `openapi.json#/${pointer.join("/")}` });
}
