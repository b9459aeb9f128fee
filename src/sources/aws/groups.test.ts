/** Groups: named, nameless and gone, on all pages. */
import { describe, expect, test } from "vitest";
import { DEVELOPERS, instance } from "../../facts/grant/testing/grant-facts.ts";
import { describeGroup, listGroupRows } from "./groups.ts";
import { fakeAws, NOT_FOUND, pages } from "./testing/fake-calling.ts";

const store = instance.identityStoreId;

describe("a group", () => {
  test("without a name goes by its id", async () => {
    const { calling } = fakeAws({ DescribeGroup: { GroupId: DEVELOPERS, CreatedAt: new Date(0) } });
    expect(await describeGroup(calling, store, DEVELOPERS)).toMatchObject({
      value: { displayName: DEVELOPERS, isExternallyOwned: false, createdAt: "1970-01-01T00:00:00.000Z" },
    });
  });

  test("is shown with the time of its creation, which sentences state", async () => {
    const { calling } = fakeAws({ DescribeGroup: { GroupId: DEVELOPERS, CreatedAt: new Date(0) } });
    await describeGroup(calling, store, DEVELOPERS);
    expect(Object.values(calling.log.evidence())[0]?.output).toMatchObject({ CreatedAt: "1970-01-01T00:00:00.000Z" });
  });

  test("that is gone is null", async () => {
    const { calling } = fakeAws({ DescribeGroup: NOT_FOUND });
    expect(await describeGroup(calling, store, DEVELOPERS)).toMatchObject({ state: "known", value: null });
  });

  test("all pages of the list", async () => {
    const { calling } = fakeAws({ ListGroups: pages({ Groups: [{ GroupId: DEVELOPERS }] }, {}, { Groups: [{}] }) });
    expect(await listGroupRows(calling, store)).toMatchObject({ value: [{ GroupId: DEVELOPERS }, {}] });
  });
});
