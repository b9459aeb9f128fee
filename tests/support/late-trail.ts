/** A proxy before a lab that delivers CloudTrail's events late, as AWS does, or adds events that the lab does not make. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface LateTrail {
  readonly url: string;
  readonly hideEverything: () => void;
  readonly show: () => void;
  readonly add: (event: Readonly<Record<string, string>>) => void;
  readonly close: () => Promise<void>;
}

export async function openLateTrail(target: string): Promise<LateTrail> {
  let isHidden = false;
  const added: Readonly<Record<string, string>>[] = [];
  const server = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const { host: _, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? "POST",
      headers: headers as Record<string, string>,
      ...(body.length > 0 ? { body: Buffer.concat(body) } : {}),
    });
    const text = await answer.text();
    const isLookup = String(headers["x-amz-target"]).endsWith(".LookupEvents") && answer.ok;
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(isLookup ? JSON.stringify(events(JSON.parse(text) as { Events?: object[] })) : text);
  });
  const events = ({ Events = [], ...rest }: { Events?: object[] }) => ({
    ...(isHidden ? {} : rest),
    Events: [...(isHidden ? [] : Events), ...added.map((event) => ({ CloudTrailEvent: JSON.stringify(event) }))],
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hideEverything: () => {
      isHidden = true;
    },
    show: () => {
      isHidden = false;
    },
    add: (event) => void added.push(event),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
