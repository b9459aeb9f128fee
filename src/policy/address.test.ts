/** Which addresses lie in which networks, in every way of writing both (RFC 4632, RFC 4291), and what is neither. */
import { describe, expect, test } from "vitest";
import { addressIn } from "./address.ts";

const DOCUMENTATION = "2001:db8::/32";
const ONES = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

describe("an address lies in", () => {
  test.each([
    ["itself", "203.0.113.9", "203.0.113.9"],
    ["itself, as a network", "203.0.113.9", "203.0.113.9/32"],
    ["the network's first", "203.0.113.0", "203.0.113.0/24"],
    ["the network's last", "203.0.113.255", "203.0.113.0/24"],
    ["a network that is told by any address of it", "203.0.113.9", "203.0.113.77/24"],
    ["a network that ends inside a part", "10.31.255.255", "10.16.0.0/12"],
    ["half of all", "127.255.255.255", "0.0.0.0/1"],
    ["everything", "255.255.255.255", "0.0.0.0/0"],
    ["itself, version 6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6"],
    ["itself, whatever the case", "2001:DB8:A:B:C:D:E:F", "2001:db8:a:b:c:d:e:f"],
    ["itself, whatever the zeros in front", "2001:0db8:0001:0002:0003:0004:0005:0006", "2001:db8:1:2:3:4:5:6"],
    ["itself, with a gap in the middle", "2001:db8::7:1", "2001:db8:0:0:0:0:7:1"],
    ["itself, with a gap of one group", "2001:db8:1:2::5:6:7", "2001:db8:1:2:0:5:6:7"],
    ["itself, with a gap in front", "::1", "0:0:0:0:0:0:0:1"],
    ["itself, with a gap at the end", "fe80::", "fe80:0:0:0:0:0:0:0"],
    ["itself, a gap and nothing else", "::", "0:0:0:0:0:0:0:0"],
    ["itself, ending like version 4", "::ffff:192.0.2.33", "::ffff:c000:221"],
    ["itself, ending like version 4 without a gap", "64:ff9b:0:0:0:0:192.0.2.33", "64:ff9b::c000:221"],
    ["a network of version 6, the first", "2001:db8::", DOCUMENTATION],
    ["a network of version 6, the last", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", DOCUMENTATION],
    ["a network that ends inside a group", "2001:db8:0:7fff::1", "2001:db8::/49"],
    ["one address of version 6", "2001:db8::1", "2001:db8::1/128"],
    ["all of version 6", ONES, "::/0"],
    ["a network that is written like version 4", "::ffff:192.0.2.33", "::ffff:192.0.2.0/120"],
  ])("%s", (_what, address, network) => {
    expect(addressIn(address, network)).toBe(true);
  });
});

describe("an address does not lie in", () => {
  test.each([
    ["its neighbour", "203.0.113.9", "203.0.113.10"],
    ["the network below", "203.0.114.0", "203.0.113.0/24"],
    ["the network above", "203.0.112.255", "203.0.113.0/24"],
    ["a network that ends inside a part", "10.32.0.0", "10.16.0.0/12"],
    ["the same parts in another order", "113.0.203.9", "203.0.113.9"],
    ["the other half", "128.0.0.0", "0.0.0.0/1"],
    ["another version", "::203.0.113.9", "203.0.113.9"],
    ["all of the other version", "203.0.113.9", "::/0"],
    ["all of the other version either", "::1", "0.0.0.0/0"],
    ["the network below, version 6", "2001:db9::", DOCUMENTATION],
    ["the network above, version 6", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", DOCUMENTATION],
    ["a network that ends inside a group, either", "2001:db8:0:8000::", "2001:db8::/49"],
    ["a neighbour that ends like version 4", "::ffff:192.0.2.33", "::ffff:192.1.2.33"],
  ])("%s", (_what, address, network) => {
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
