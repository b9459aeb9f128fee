/** Opens an address of this machine in the reader's browser. */
import { spawn } from "node:child_process";

/** The program of each system that opens an address. */
const OPENERS: Readonly<Record<string, readonly [program: string, ...words: string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** False where it could not be started. @param url an own address: it is handed to a program of the system */
export function openInBrowser(url: string, platform: string = process.platform): Promise<boolean> {
  const [program, ...words] = OPENERS[platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const child = spawn(program, [...words, url], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
