/** Which addresses lie in which networks, in every way of writing both (RFC 4632, RFC 4291), and what is neither. */
import { describe, expect, test } from "vitest";
import { addressOf, isIn, networkOf } from "./address.ts";

function addressIn(address: string, text: string): boolean {
  const [one, network] = [addressOf(address), networkOf(text)];
  return one !== undefined && network !== undefined && isIn(one, network);
}

const DOCUMENTATION = "2001:db8::/32";
const ONES = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

describe("an address lies in", () => {
  test.each([
    { what: "itself", address: "203.0.113.9", network: "203.0.113.9" },
    { what: "itself, as a network", address: "203.0.113.9", network: "203.0.113.9/32" },
    { what: "the network's first", address: "203.0.113.0", network: "203.0.113.0/24" },
    { what: "the network's last", address: "203.0.113.255", network: "203.0.113.0/24" },
    { what: "a network that is told by any address of it", address: "203.0.113.9", network: "203.0.113.77/24" },
    { what: "a network that ends inside a part", address: "10.31.255.255", network: "10.16.0.0/12" },
    { what: "half of all", address: "127.255.255.255", network: "0.0.0.0/1" },
    { what: "everything", address: "255.255.255.255", network: "0.0.0.0/0" },
    { what: "itself, version 6", address: "2001:db8:1:2:3:4:5:6", network: "2001:db8:1:2:3:4:5:6" },
    { what: "itself, whatever the case", address: "2001:DB8:A:B:C:D:E:F", network: "2001:db8:a:b:c:d:e:f" },
    {
      what: "itself, whatever the zeros in front",
      address: "2001:0db8:0001:0002:0003:0004:0005:0006",
      network: "2001:db8:1:2:3:4:5:6",
    },
    { what: "itself, with a gap in the middle", address: "2001:db8::7:1", network: "2001:db8:0:0:0:0:7:1" },
    { what: "itself, with a gap of one group", address: "2001:db8:1:2::5:6:7", network: "2001:db8:1:2:0:5:6:7" },
    { what: "itself, with a gap in front", address: "::1", network: "0:0:0:0:0:0:0:1" },
    { what: "itself, with a gap at the end", address: "fe80::", network: "fe80:0:0:0:0:0:0:0" },
    { what: "itself, a gap and nothing else", address: "::", network: "0:0:0:0:0:0:0:0" },
    { what: "itself, ending like version 4", address: "::ffff:192.0.2.33", network: "::ffff:c000:221" },
    {
      what: "itself, ending like version 4 without a gap",
      address: "64:ff9b:0:0:0:0:192.0.2.33",
      network: "64:ff9b::c000:221",
    },
    { what: "a network of version 6, the first", address: "2001:db8::", network: DOCUMENTATION },
    {
      what: "a network of version 6, the last",
      address: "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
      network: DOCUMENTATION,
    },
    { what: "a network that ends inside a group", address: "2001:db8:0:7fff::1", network: "2001:db8::/49" },
    { what: "one address of version 6", address: "2001:db8::1", network: "2001:db8::1/128" },
    { what: "all of version 6", address: ONES, network: "::/0" },
    { what: "a network that is written like version 4", address: "::ffff:192.0.2.33", network: "::ffff:192.0.2.0/120" },
  ])("$what", ({ address, network }) => {
    expect(addressIn(address, network)).toBe(true);
  });
});

describe("an address does not lie in", () => {
  test.each([
    { what: "its neighbour", address: "203.0.113.9", network: "203.0.113.10" },
    { what: "the network below", address: "203.0.114.0", network: "203.0.113.0/24" },
    { what: "the network above", address: "203.0.112.255", network: "203.0.113.0/24" },
    { what: "a network that ends inside a part", address: "10.32.0.0", network: "10.16.0.0/12" },
    { what: "the same parts in another order", address: "113.0.203.9", network: "203.0.113.9" },
    { what: "the other half", address: "128.0.0.0", network: "0.0.0.0/1" },
    { what: "another version", address: "::203.0.113.9", network: "203.0.113.9" },
    { what: "all of the other version", address: "203.0.113.9", network: "::/0" },
    { what: "all of the other version either", address: "::1", network: "0.0.0.0/0" },
    { what: "the network below, version 6", address: "2001:db9::", network: DOCUMENTATION },
    { what: "the network above, version 6", address: "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", network: DOCUMENTATION },
    { what: "a network that ends inside a group, either", address: "2001:db8:0:8000::", network: "2001:db8::/49" },
    { what: "a neighbour that ends like version 4", address: "::ffff:192.0.2.33", network: "::ffff:192.1.2.33" },
  ])("$what", ({ address, network }) => {
    expect(addressIn(address, network)).toBe(false);
  });
});

describe("what is no address lies nowhere", () => {
  test.each([
    "",
    "localhost",
    "203.0.113",
    "203.0.113.9.1",
    "203.0.113.256",
    "203.0.113.0009",
    "203.0.113.x9",
    "203.0.113.9x",
    "203.0.113.",
    "203.0.113.-1",
  ])("%j", (text) => {
    expect(addressIn(text, "0.0.0.0/0")).toBe(false);
  });

  test.each([
    ":",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4::5:6:7:8",
    "1:2:3:4:5:6:7:8::",
    "1:2:3:4:5::6:7:8:9",
    "1::2::3",
    "::12345",
    "::g",
    "::1g",
    "::g1",
    ":1:2:3:4:5:6:7",
    "::192.0.2",
    "::192.0.2.256",
    "192.0.2.33::",
    "1:2:3:4:5:6:7:192.0.2.33",
  ])("%j", (text) => {
    expect(addressIn(text, "::/0")).toBe(false);
    expect(addressIn("::1", `${text}/0`)).toBe(false);
  });
});

describe("what is no network holds nothing", () => {
  test.each([
    "203.0.113.9/33",
    "203.0.113.9/",
    "203.0.113.9/-1",
    "203.0.113.9/ 8",
    "203.0.113.9/8.5",
    "203.0.113.9/8x",
    "203.0.113.9/x8",
    "203.0.113.9/1e1",
    "203.0.113.9/8/8",
    "203.0.113.9/0008",
    "/8",
    "/203.0.113.9",
    "8/203.0.113.9/8",
    "",
  ])("%j", (network) => {
    expect(addressIn("203.0.113.9", network)).toBe(false);
  });

  test("longer than an address of version 6", () => {
    expect(addressIn("::1", "::1/129")).toBe(false);
  });
});
