/** The proxies that the environment names, in the form that Node's agents take: what they would pass over in silence is read or refused. */
import { AccessError } from "../../../model/errors.ts";
import { keepPasswordOf, withoutSecrets } from "../../../model/secrets.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Proxies {
  readonly https_proxy?: string;
  readonly http_proxy?: string;
  readonly no_proxy?: string;
}

/** The first variable that names a proxy. */
export const namedProxy = (env: Environment): string | undefined =>
  ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].find((name) => (env[name] ?? "") !== "");

/**
 * In lower case before upper, as curl, the aws CLI and Node read them.
 *
 * @throws AccessError `bad-input` for an address that is no HTTP proxy: Node would connect without any
 */
export function proxiesOf(env: Environment): Proxies {
  const [https, http, none] = ["https_proxy", "http_proxy", "no_proxy"].map((name) =>
    [name, name.toUpperCase()].find((one) => (env[one] ?? "") !== ""),
  );
  return {
    ...(https === undefined ? {} : { https_proxy: proxyIn(env, https) }),
    ...(http === undefined ? {} : { http_proxy: proxyIn(env, http) }),
    ...(none === undefined ? {} : { no_proxy: exceptions(env[none] ?? "") }),
  };
}

/** `proxy.example.com:8080` is an HTTP proxy, as for curl and the aws CLI. */
function proxyIn(env: Environment, name: string): string {
  const given = (env[name] ?? "").trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  keepPasswordOf(address);
  const url = URL.parse(address);
  if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "") return address;
  throw new AccessError("bad-input", `${name} is "${withoutSecrets(given)}", which is not an HTTP proxy`, {
    next: "Give it as http://host:port",
  });
}

/**
 * Words between commas or spaces. For curl and the aws CLI `example.com` includes its subdomains; Node wants them named. A port
 * holds for the one host that is written with it.
 */
const exceptions = (words: string): string =>
  words
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .flatMap((word) => rangeOf(word) ?? (isDomain(word) ? [word, `.${word}`] : [word]))
    .join(",");

const isDomain = (word: string): boolean => /^[a-z\d-]+(\.[a-z\d-]+)*$/i.test(word) && !/^[\d.]+$/.test(word);

/** `10.0.0.0/8` as the range that Node takes (nodejs.org/api/http, "NO_PROXY format"). */
function rangeOf(word: string): readonly string[] | undefined {
  const [, address = "", bits = ""] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(word) ?? [];
  const parts = address.split(".").map(Number);
  if (address === "" || Number(bits) > 32 || parts.some((part) => part > 255)) return undefined;
  const size = 2 ** (32 - Number(bits));
  const number = parts.reduce((sum, part) => sum * 256 + part, 0);
  const first = Math.floor(number / size) * size;
  return [`${written(first)}-${written(first + size - 1)}`];
}

const written = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
