/** Whole files of events: which are told, which are only counted. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const ours = (more: object = {}) => ({ eventSource: "sso.amazonaws.com", eventName: "ListInstances", ...more });
const other = (more: object = {}) => ({
  eventSource: "ec2.amazonaws.com",
  eventName: "RunInstances",
  recipientAccountId: "111122223333",
  ...more,
});
const explain = (...events: readonly object[]) => explainPasted(JSON.stringify({ Records: events }));
const titles = (...events: readonly object[]) => explain(...events).map(({ title }) => title);

describe("a file of events", () => {
  test("tells what has to do with Identity Center or failed, and counts the rest", () => {
    expect(titles(ours(), other(), other({ errorCode: "AccessDenied" }), other())).toEqual([
      "ListInstances: a call of Identity Center's administration",
      "ec2.amazonaws.com: RunInstances",
      "2 more events were left out: they succeeded and have nothing to do with Identity Center",
    ]);
    expect(titles(ours(), other())[1]).toBe(
      "1 more event was left out: they succeeded and have nothing to do with Identity Center",
    );
  });

  test("tells every event where none has to do with it", () => {
    expect(titles(other(), other({ eventSource: undefined }))).toEqual([
      "ec2.amazonaws.com: RunInstances",
      "AWS: RunInstances",
    ]);
    expect(titles(other())).toEqual(["ec2.amazonaws.com: RunInstances"]);
  });

  test("tells a thousand", () => {
    const many = (count: number) => explain(...Array.from({ length: count }, () => ours()));
    expect(many(1000)).toHaveLength(1000);
    const cut = many(1002);
    expect(cut).toHaveLength(1001);
    expect(cut.at(-1)?.title).toBe("2 more events were left out: only the first 1000 are explained");
    expect(cut.at(-1)?.next).toEqual([expect.stringContaining("filter the file by time")]);
  });

  test("says of an event of no family where it happened, and that nothing is known", () => {
    expect(explain(other())[0]).toMatchObject({
      account: "111122223333",
      meaning: ["No more is known here about events of this kind."],
      action: "RunInstances",
      who: null,
    });
  });
});
