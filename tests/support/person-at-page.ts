/** A new person at the page, whose every click, key and text is counted. */
import type { Locator, Page } from "playwright-core";

export interface PersonAtPage {
  readonly click: (on: Locator) => Promise<void>;
  /** Where the focus is: a field that has to be clicked first is one interaction more. */
  readonly type: (text: string) => Promise<void>;
  readonly press: (key: string) => Promise<void>;
  /** Opens a list of the browser and takes the last of it. */
  readonly chooseLast: (list: Locator) => Promise<void>;
  readonly interactions: () => number;
}

export function personAt(page: Page): PersonAtPage {
  let count = 0;
  return {
    click: async (on) => {
      count += 1;
      await on.click();
    },
    type: async (text) => {
      count += 1;
      // The field that the screen has the focus on.
      await page.locator("input:focus").waitFor();
      await page.keyboard.type(text);
    },
    press: async (key) => {
      count += 1;
      await page.keyboard.press(key);
    },
    chooseLast: async (list) => {
      count += 2;
      await list.selectOption({ index: (await list.locator("option").count()) - 1 });
    },
    interactions: () => count,
  };
}
