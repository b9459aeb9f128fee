/** The messages of one queue: received by one at a time, again until they are deleted, for as long as the queue keeps them. */
import type { World } from "../../world/world.ts";

interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  /** Of the last time that it was received. */
  readonly receipt: string;
}

interface Message extends Omit<ReceivedMessage, "receipt"> {
  /** Milliseconds of the lab's clock, as `visibleAt`. */
  readonly sentAt: number;
  receipt: string;
  visibleAt: number;
  received: number;
}

interface Wanted {
  /** Milliseconds of the lab's clock, as `visibleAt`. */
  readonly now: number;
  readonly count: number;
  readonly visibleAt: number;
  readonly keptMilliseconds: number;
  /** What was received so often already is not received again, but given to this one. */
  readonly setAside?: { readonly after: number; readonly to: Messages } | undefined;
}

export interface Messages {
  readonly send: (body: string, sentAt: number) => void;
  /** The oldest that nobody is at work on; they come again at `visibleAt` unless they are removed. */
  readonly receive: (wanted: Wanted) => readonly ReceivedMessage[];
  /** False: nothing was ever received under it. A message that is gone already may be removed again. */
  readonly remove: (receipt: string) => boolean;
  readonly count: () => number;
}

export function createMessages(random: World["random"]): Messages {
  const messages = new Map<string, Message>();
  const receipts = new Map<string, string>();
  return {
    send: (body, sentAt) => {
      const id = random.uuid();
      messages.set(id, { id, body, sentAt, receipt: "", visibleAt: 0, received: 0 });
    },
    receive: ({ now, count, visibleAt, keptMilliseconds, setAside }) => {
      for (const { id, sentAt } of messages.values()) if (sentAt < now - keptMilliseconds) messages.delete(id);
      const visible = [...messages.values()].filter((message) => message.visibleAt <= now);
      const isSetAside = ({ received }: Message): boolean => setAside !== undefined && received >= setAside.after;
      for (const { id, body, sentAt } of visible.filter(isSetAside)) {
        messages.delete(id);
        setAside?.to.send(body, sentAt);
      }
      const found = visible.filter((message) => !isSetAside(message)).slice(0, count);
      for (const message of found) {
        receipts.delete(message.receipt);
        message.receipt = random.hex(64);
        message.visibleAt = visibleAt;
        message.received += 1;
        receipts.set(message.receipt, message.id);
      }
      return found.map(({ id, receipt, body }) => ({ id, receipt, body }));
    },
    remove: (receipt) => {
      const id = receipts.get(receipt);
      receipts.delete(receipt);
      if (id !== undefined) messages.delete(id);
      return id !== undefined || /^[0-9a-f]{64}$/.test(receipt);
    },
    count: () => messages.size,
  };
}
