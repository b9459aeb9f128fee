/** Server-sent events: numbered, so that a page that was loaded again goes on where it was; a comment now and then keeps proxies from closing. */

interface NumberedEvent {
  readonly sequence: number;
  readonly at: string;
  readonly event: unknown;
}

/** Milliseconds without an event before a comment is sent. */
const QUIET = 20_000;
/** Milliseconds after which a client connects again. */
const RETRY = 2000;

/** Ends when the events end: with `event: end`, after which a client need not connect again. */
export function eventStream(events: AsyncIterable<NumberedEvent>, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  let quiet: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(`retry: ${RETRY}\n\n`));
      quiet = setInterval(() => controller.enqueue(encoder.encode(": still here\n\n")), QUIET);
    },
    pull: async (controller) => {
      const next = await iterator.next().catch((error: unknown) => {
        clearInterval(quiet);
        throw error;
      });
      if (next.done !== true) return controller.enqueue(encoder.encode(lines(next.value)));
      clearInterval(quiet);
      if (!signal.aborted) controller.enqueue(encoder.encode("event: end\ndata: {}\n\n"));
      controller.close();
    },
    cancel: async () => {
      clearInterval(quiet);
      await iterator.return?.();
    },
  });
  return new Response(body, {
    // nginx would hold the events back.
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}

/** JSON holds no line break. */
const lines = ({ sequence, at, event }: NumberedEvent): string =>
  `id: ${sequence}\ndata: ${JSON.stringify({ at, event })}\n\n`;
