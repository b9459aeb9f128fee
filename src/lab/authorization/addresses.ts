/** IP addresses and networks of both versions, as numbers, for the `IpAddress` operators. */
import { isIPv4, isIPv6 } from "node:net";

interface Address {
  readonly bits: 32 | 128;
  readonly number: bigint;
}

interface Network {
  readonly start: Address;
  readonly prefix: number;
}

/** Whether a text is a network such as `10.0.0.0/8` or `2001:db8::/32`, or one address. */
export const isNetwork = (text: string): boolean => networkOf(text) !== undefined;

export function isIn({ bits, number }: Address, { start, prefix }: Network): boolean {
  const shift = BigInt(bits - prefix);
  return bits === start.bits && number >> shift === start.number >> shift;
}

/** Without a length the network is one address. The length is a decimal number without a leading zero (RFC 4632, section 3.1). */
export function networkOf(text: string): Network | undefined {
  const [, base = "", length] = /^([^/]*)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const start = addressOf(base);
  if (!start) return undefined;
  const prefix = length === undefined ? start.bits : Number(length);
  return prefix > start.bits ? undefined : { start, prefix };
}

export function addressOf(text: string): Address | undefined {
  if (isIPv4(text)) return { bits: 32, number: numberOf(text.split(".").map(Number), 8n) };
  return isIPv6(text) && !text.includes("%") ? { bits: 128, number: numberOf(groupsOf(text), 16n) } : undefined;
}

const numberOf = (parts: readonly number[], width: bigint): bigint =>
  parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n);

/** The eight groups, `::` filled in and a dotted end (`::ffff:10.0.0.1`) as two. */
function groupsOf(text: string): readonly number[] {
  const hexadecimal = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = "", tail] = hexadecimal.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return groups(head);
  const [first, last] = [groups(head), groups(tail)];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}
