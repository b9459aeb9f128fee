/** The control plane of account access manager (facts AAM5). */
import type { Operations } from "../operation.ts";
import { applications } from "./applications.ts";
import { entitlements } from "./entitlements.ts";
import { tags } from "./tags.ts";

export const accountAccess: Operations = { ...applications, ...entitlements, ...tags };
