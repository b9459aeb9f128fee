/** JSON whose objects name a key twice: parsers keep the last one in silence, which is not what a reader of the text sees. */

/** The first key that an object of valid JSON has twice; undefined where there is none. */
export function duplicateKey(json: string): string | undefined {
  /** Keys of the objects around; undefined stands for a list. */
  const around: (Set<string> | undefined)[] = [];
  let isKeyNext = false;
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case 0x7b: // {
        around.push(new Set());
        isKeyNext = true;
        break;
      case 0x5b: // [
        around.push(undefined);
        isKeyNext = false;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        around.pop();
        isKeyNext = false;
        break;
      case 0x2c: // ,
        isKeyNext = around.at(-1) !== undefined;
        break;
      case 0x22: {
        const end = endOfString(json, at);
        if (isKeyNext) {
          const key = keyIn(json.slice(at, end + 1));
          const keys = around.at(-1);
          if (keys?.has(key)) return key;
          keys?.add(key);
          isKeyNext = false;
        }
        at = end;
      }
    }
  }
  return undefined;
}

function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
  }
  return json.length;
}

/** `"\u0061"` and `"a"` are one key. */
const keyIn = (quoted: string): string => (quoted.includes("\\") ? String(JSON.parse(quoted)) : quoted.slice(1, -1));
