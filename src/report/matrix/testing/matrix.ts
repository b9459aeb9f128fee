/** For tests: a matrix of two accounts and two permission sets, one cell of which could not be read, with hostile names. */
import type { Matrix } from "../../../model/matrix.ts";

export const HOSTILE = `</script><img src=x onerror="document.title='owned'">`;

const SHOP = "111122223333";
const SANDBOX = "222233334444";
const arn = (last: string) => `arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-${last.padStart(16, "0")}`;

export const torn: Matrix = {
  schema: "idc-doctor/matrix/1",
  takenAt: "2026-03-01T12:00:00Z",
  collectedAt: "2026-03-01T12:00:00Z",
  refreshedAt: null,
  view: "sets",
  people: { count: 24, isWhole: false },
  rows: [
    { id: SANDBOX, name: HOSTILE, count: 23, isWhole: true },
    { id: SHOP, name: "=shop", count: 1, isWhole: false },
  ],
  columns: [
    { id: arn("1"), name: "ReadOnly", count: 23, isWhole: true },
    { id: arn("2"), name: "TeamAdmin", count: 1, isWhole: false },
    { id: arn("3"), name: null, count: null, isWhole: false },
  ],
  cells: [
    { row: SANDBOX, column: arn("1"), count: 23, isWhole: true },
    { row: SHOP, column: arn("2"), count: 1, isWhole: false },
    { row: SHOP, column: arn("3"), count: null, isWhole: false },
  ],
  isWhole: false,
  unread: [
    {
      part: { kind: "users" },
      operation: "ListUsers",
      permission: "identitystore:ListUsers",
      kind: "refused",
      message: "not authorized",
    },
  ],
  notExamined: ["role session: whether the role of each permission set exists in IAM"],
};
