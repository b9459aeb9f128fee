/** IP addresses and networks, of both versions, as numbers (RFC 4632, RFC 4291). */

interface Address {
  readonly value: bigint;
  /** Bits: 32 or 128. */
  readonly width: number;
}

/** Whether the address lies in a network such as `203.0.113.0/24`; a network without a length is one address. */
export function addressIn(address: string, network: string): boolean {
  const [start = "", length] = network.split("/");
  const [one, base] = [addressOf(address), addressOf(start)];
  if (!one || !base || one.width !== base.width) return false;
  const bits = length === undefined ? base.width : Number(length);
  if (!Number.isInteger(bits) || bits < 0 || bits > base.width) return false;
  const rest = BigInt(base.width - bits);
  return one.value >> rest === base.value >> rest;
}

const addressOf = (text: string): Address | undefined => (text.includes(":") ? version6(text) : version4(text));

function version4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return { value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n), width: 32 };
}

function version6(text: string): Address | undefined {
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [left = [], right = []] = halves;
  const gap = 8 - left.length - right.length;
  if (halves.length > 2 || gap < 0 || (halves.length === 1 && gap !== 0)) return undefined;
  const groups = [...left, ...Array.from({ length: gap }, () => "0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { value: groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n), width: 128 };
}
