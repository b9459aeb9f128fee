/** What lies between a client and a lab on real networks: a proxy, and TLS with a certificate that nobody knows. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

export interface OpenedServer {
  readonly port: number;
  readonly close: () => void;
}

export interface Proxy extends OpenedServer {
  readonly url: string;
  /** The addresses that it was asked for. */
  readonly asked: readonly string[];
}

async function opened(server: Pick<Server, "listen" | "address" | "closeAllConnections" | "close">) {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** Sends a request on to a port of this machine. */
function sendOn(
  incoming: IncomingMessage,
  response: ServerResponse,
  to: { readonly port: number; readonly path: string },
): void {
  const headers = { ...incoming.headers, host: `127.0.0.1:${to.port}` };
  const onward = request({ ...to, host: "127.0.0.1", method: incoming.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  incoming.pipe(onward);
}

/** A proxy that takes whatever host is asked for to one port. */
export async function openProxy(port: number): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    asked.push(incoming.url ?? "");
    const { pathname, search } = new URL(incoming.url ?? "/", "http://none");
    sendOn(incoming, response, { port, path: `${pathname}${search}` });
  });
  server.on("connect", (incoming, socket) => {
    asked.push(incoming.url ?? "");
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) one.on("error", () => undefined);
  });
  const listening = await opened(server);
  return { ...listening, url: `http://127.0.0.1:${listening.port}`, asked };
}

/** A lab's port behind TLS, as these hosts, with a certificate of its own in the folder. */
export async function openTls(
  labPort: number,
  { hosts, folder }: { readonly hosts: readonly string[]; readonly folder: string },
): Promise<OpenedServer & { readonly cert: string }> {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = spawnSync("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj".split(" "),
    ...[`/CN=${hosts[0]}`, "-addext", `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(",")}`],
    ...["-keyout", key, "-out", cert],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (incoming, response) =>
    sendOn(incoming, response, { port: labPort, path: incoming.url ?? "/" }),
  );
  return { ...(await opened(server)), cert };
}
