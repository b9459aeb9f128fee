/** What is measured inside the page. Texts, because a bundler's helpers are not there. */

/** Before anything of the page runs: when its field is there, and how long each drawing of a map takes, with its pixels read back. */
export const WATCH = `
globalThis.interactiveAt = undefined;
new MutationObserver(() => {
  if (globalThis.interactiveAt === undefined && document.activeElement?.tagName === "INPUT") globalThis.interactiveAt = performance.now();
}).observe(document, { childList: true, subtree: true });
globalThis.drawings = [];
let isDrawing = false;
const setTransform = CanvasRenderingContext2D.prototype.setTransform;
CanvasRenderingContext2D.prototype.setTransform = function (...values) {
  if (!isDrawing) {
    isDrawing = true;
    const start = performance.now();
    queueMicrotask(() => {
      this.getImageData(0, 0, 1, 1);
      globalThis.drawings.push(performance.now() - start);
      isDrawing = false;
    });
  }
  return setTransform.apply(this, values);
};
`;

/** Milliseconds from an input or click until the table shows it, its layout included. */
export const CHANGES = `(async () => {
  const grid = document.querySelector("[role=grid]");
  const field = document.querySelector("input[type=search]");
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const until = (act) => new Promise((resolve) => {
    const start = performance.now();
    const seen = new MutationObserver(() => {
      seen.disconnect();
      document.body.offsetHeight;
      resolve(performance.now() - start);
    });
    seen.observe(grid, { attributes: true, attributeFilter: ["aria-rowcount", "aria-sort", "style"], subtree: true, childList: true, characterData: true });
    act();
  });
  const filter = [];
  for (const words of ["outdated", "account-1", "account-12", "set-3", "set-3 account-4", "user-77", "role-missing", ""]) {
    filter.push(await until(() => {
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }));
    await frame();
  }
  const sort = [];
  for (const button of [...grid.querySelectorAll("thead button")].slice(1)) {
    sort.push(await until(() => button.click()));
    await frame();
    sort.push(await until(() => button.click()));
    await frame();
  }
  return { filter, sort };
})()`;

/** Milliseconds between frames while the table scrolls through its rows. */
export const SCROLL = `(async () => {
  const grid = document.querySelector("[role=grid]");
  const frames = [];
  let before = await new Promise(requestAnimationFrame);
  for (let at = 0; at < 180; at += 1) {
    grid.scrollTop += 350;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - before);
    before = now;
  }
  return frames;
})()`;

/** Zooms about a point, one step a frame, in and out again. */
export const ZOOM = `(async () => {
  globalThis.drawings.length = 0;
  const map = document.querySelector(".map-frame");
  const box = map.getBoundingClientRect();
  for (let at = 0; at < 60; at += 1) {
    const deltaY = at < 30 ? -20 : 20;
    map.dispatchEvent(new WheelEvent("wheel", { deltaY, ctrlKey: true, bubbles: true, cancelable: true, clientX: box.left + 500, clientY: box.top + 350 }));
    await new Promise(requestAnimationFrame);
  }
  return globalThis.drawings;
})()`;

/** The same question by the API alone and through the page until its sentence is there, in turn. */
export const ASK = (question: {
  readonly user: string;
  readonly account: string;
  readonly permissionSet: string;
}): string => `(async () => {
  const question = ${JSON.stringify(question)};
  const why = [];
  const page = [];
  for (let at = 0; at < 7; at += 1) {
    let start = performance.now();
    const headers = { "content-type": "application/json", "x-idc-doctor": "1" };
    await (await fetch("/api/v1/organizations/default/why", { method: "POST", headers, body: JSON.stringify(question) })).json();
    why.push(performance.now() - start);
    start = performance.now();
    const query = new URLSearchParams({ user: question.user, account: question.account, set: question.permissionSet, round: at });
    history.pushState(null, "", "/ask?" + query);
    dispatchEvent(new PopStateEvent("popstate"));
    await new Promise((resolve) => {
      let isWaiting = false;
      const seen = new MutationObserver(() => {
        isWaiting ||= document.querySelector(".loading") !== null;
        if (isWaiting && document.querySelector("article.answer h1")) { seen.disconnect(); resolve(); }
      });
      seen.observe(document.body, { childList: true, subtree: true });
    });
    page.push(performance.now() - start);
  }
  return { why, page };
})()`;
