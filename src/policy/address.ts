/** IP addresses and networks, of both versions, as numbers (RFC 4632, RFC 4291). */

export interface Address {
  readonly value: bigint;
  /** Bits: 32 or 128. */
  readonly width: number;
}

export interface Network {
  readonly start: Address;
  /** How many bits of an address do not matter. */
  readonly rest: bigint;
}

/** A network such as `203.0.113.0/24`; without a length it is one address. */
export function networkOf(text: string): Network | undefined {
  const [, base = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const start = addressOf(base);
  if (!start) return undefined;
  const bits = length === undefined ? start.width : Number(length);
  return bits > start.width ? undefined : { start, rest: BigInt(start.width - bits) };
}

export const isIn = (address: Address, { start, rest }: Network): boolean =>
  address.width === start.width && address.value >> rest === start.value >> rest;

export const addressOf = (text: string): Address | undefined => (text.includes(":") ? version6(text) : version4(text));

function version4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return { value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n), width: 32 };
}

function version6(text: string): Address | undefined {
  const halves = inGroups(text)
    .split("::")
    .map((half) => (half === "" ? [] : half.split(":")));
  const [left = [], right = []] = halves;
  const gap = 8 - left.length - right.length;
  // `::` stands for one group at least (RFC 4291, 2.2).
  if (halves.length === 1 ? gap !== 0 : halves.length > 2 || gap < 1) return undefined;
  const groups = [...left, ...Array.from({ length: gap }, () => "0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { value: groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n), width: 128 };
}

/** An address that ends like one of version 4, `::ffff:192.0.2.1`, with its last two groups instead (RFC 4291, 2.2). */
function inGroups(text: string): string {
  const at = text.lastIndexOf(":") + 1;
  const last = version4(text.slice(at))?.value;
  return last === undefined
    ? text
    : `${text.slice(0, at)}${(last >> 16n).toString(16)}:${(last % 65_536n).toString(16)}`;
}
