/** Pages: complete, in order, and with tokens that fit no other list. */
import { expect, test } from "vitest";
import { ApiError } from "./api-error.ts";
import { paginate } from "./paginate.ts";

const ITEMS = Array.from({ length: 23 }, (_, index) => index);
const SCOPE = ["ListThings", "arn:1", undefined];

function allPages(size: number | undefined): number[][] {
  const pages: number[][] = [];
  let nextToken: string | undefined;
  do {
    const result = paginate(ITEMS, { maxResults: size, nextToken, defaultSize: 10 }, SCOPE);
    pages.push([...result.page]);
    nextToken = result.nextToken;
  } while (nextToken !== undefined);
  return pages;
}

const firstToken = (scope: readonly unknown[]): string => {
  const { nextToken } = paginate(ITEMS, { maxResults: 5, nextToken: undefined, defaultSize: 10 }, scope);
  if (nextToken === undefined) throw new TypeError("there is a second page");
  return nextToken;
};

test.each([
  { size: 1, pages: 23 },
  { size: 7, pages: 4 },
  { size: 23, pages: 1 },
  { size: 100, pages: 1 },
  { size: undefined, pages: 3 },
])("pages of $size hold everything once", ({ size, pages }) => {
  expect(allPages(size)).toHaveLength(pages);
  expect(allPages(size).flat()).toEqual(ITEMS);
});

test("an empty list has one empty page", () => {
  expect(paginate([], { maxResults: 5, nextToken: undefined, defaultSize: 5 }, SCOPE)).toEqual({
    page: [],
    nextToken: undefined,
  });
});

test("the empty token is the first page", () => {
  const request = { maxResults: 5, nextToken: "", defaultSize: 10 };
  expect(paginate(ITEMS, request, SCOPE)).toEqual(paginate(ITEMS, { ...request, nextToken: undefined }, SCOPE));
});

const forged = (text: string): string => Buffer.from(text).toString("base64url");

test.each([
  { name: "garbage", nextToken: "garbage" },
  { name: "of another instance", nextToken: firstToken(["ListThings", "arn:2", undefined]) },
  { name: "of another operation", nextToken: firstToken(["ListOthers", "arn:1", undefined]) },
  {
    name: "with another offset",
    nextToken: forged(Buffer.from(firstToken(SCOPE), "base64url").toString().replace(/^5/, "6")),
  },
  { name: "with something behind it", nextToken: `${firstToken(SCOPE)}AA` },
  { name: "with padding", nextToken: `${firstToken(SCOPE)}=` },
])("a token that is $name is refused", ({ nextToken }) => {
  const request = { maxResults: 5, nextToken, defaultSize: 10 };
  expect(() => paginate(ITEMS, request, SCOPE)).toThrow(new ApiError("ValidationException", "Invalid NextToken"));
  expect(() => paginate(ITEMS, { ...request, invalidToken: "InvalidRequestException" }, SCOPE)).toThrow(
    expect.objectContaining({ code: "InvalidRequestException" }),
  );
});

test("a token outlives the list's end", () => {
  const request = { maxResults: 5, nextToken: firstToken(SCOPE), defaultSize: 10 };
  expect(paginate(ITEMS.slice(0, 3), request, SCOPE)).toEqual({ page: [], nextToken: undefined });
});
