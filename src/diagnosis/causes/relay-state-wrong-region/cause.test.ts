/** Recognises the console opens in the wrong Region because of the relay state, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { relayStateWrongRegion, relayStateWrongRegionIn } from "./cause.ts";

specifyPasted(
  { cause: relayStateWrongRegion, noticedIn: relayStateWrongRegionIn },
  {
    recognises: [
      ["the relay state of the permission set points to eu-south-1", "likely"],
      ["The console always opens in the wrong Region", "possible"],
    ],
    silent: ["RelayState is missing in the POST of my own application", "The console opens", ""],
  },
);
