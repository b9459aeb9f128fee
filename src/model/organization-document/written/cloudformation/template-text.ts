/** The text of a CloudFormation template, JSON or YAML with its short tags, as plain values: untrusted input. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { parseUntrustedText } from "../../load.ts";
import type { DocumentProblem } from "../../names.ts";

export type ReadValue =
  | { readonly kind: "ok"; readonly value: unknown }
  | { readonly kind: "invalid"; readonly problems: readonly DocumentProblem[] };

/**
 * The plain value. `!GetAtt a.b` becomes `{"Fn::GetAtt": "a.b"}`; every scalar of YAML stays the text that it is written as, so
 * that no account id loses its zeros.
 */
export function templateValue(text: string): ReadValue {
  if (text.trimStart().startsWith("{")) return parseUntrustedText(text);
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { schema: "failsafe", prettyErrors: false, lineCounter, logLevel: "error" });
    const [error] = document.errors;
    if (error === undefined) return { kind: "ok", value: plainValue(document.contents) };
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return invalid(`line ${line}, column ${col}`, `is neither YAML nor JSON: ${error.message.split("\n")[0]}`);
  } catch (error) {
    return invalid("", `is neither YAML nor JSON: ${error instanceof Error ? error.message.split("\n")[0] : ""}`);
  }
}

const invalid = (path: string, message: string): ReadValue => ({ kind: "invalid", problems: [{ path, message }] });

function plainValue(node: unknown): unknown {
  // CloudFormation refuses them, too (User Guide, "Template formats": no aliases, no hash merges).
  if (isAlias(node)) throw new Error("CloudFormation takes no YAML aliases");
  if (isScalar(node)) return tagged(node.tag, node.value);
  if (isSeq(node)) return tagged(node.tag, node.items.map(plainValue));
  if (!isMap(node)) return null;
  const entries = node.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), plainValue(value)]);
  return tagged(node.tag, Object.fromEntries(entries));
}

/** `!Ref` and `!Condition` have no prefix in their long form (User Guide, "Intrinsic function reference"). */
function tagged(tag: string | undefined, value: unknown): unknown {
  const name = /^!(\w{1,40})$/.exec(tag ?? "")?.[1];
  if (name === undefined) return value;
  return { [name === "Ref" || name === "Condition" ? name : `Fn::${name}`]: value };
}
