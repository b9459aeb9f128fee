/** Says of an action's name that it is likely misspelt. A policy with a wildcard allows any name, so that nothing else would show it. */
import { editsBetween } from "../../model/names/nearest.ts";
import known from "./known-actions.json" with { type: "json" };

/**
 * The actions of the services that are asked about most: names of API operations (botocore 1.43.11) with those that IAM calls
 * otherwise (Service Authorization Reference). New ones come: what is not on the list is never called wrong.
 */
const ACTIONS: Readonly<Record<string, string>> = Object.assign(Object.create(null), known);

/** What the API is called, and the action that allows it (Amazon S3 User Guide, "Required permissions for Amazon S3 API operations"; Lambda, KMS). */
const OPERATIONS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  "s3:listbuckets": "s3:ListAllMyBuckets",
  "s3:listobjects": "s3:ListBucket",
  "s3:listobjectsv2": "s3:ListBucket",
  "s3:headbucket": "s3:ListBucket",
  "s3:headobject": "s3:GetObject",
  "s3:deleteobjects": "s3:DeleteObject",
  "s3:uploadpart": "s3:PutObject",
  "s3:createmultipartupload": "s3:PutObject",
  "s3:completemultipartupload": "s3:PutObject",
  "s3:getbucketencryption": "s3:GetEncryptionConfiguration",
  "s3:putbucketencryption": "s3:PutEncryptionConfiguration",
  "lambda:invoke": "lambda:InvokeFunction",
  "kms:reencrypt": "kms:ReEncryptFrom",
});

/** More edits make another name. */
const MOST_EDITS = 2;

/**
 * A sentence where the name comes close to an action, or is one of another service; undefined where it is known or like nothing.
 *
 * @example misspeltAction("s3:GetObjekt") // "No action s3:GetObjekt is known here: was s3:GetObject meant?"
 */
export function misspeltAction(action: string): string | undefined {
  const allowedBy = OPERATIONS[action.toLowerCase()];
  if (allowedBy !== undefined)
    return `${action} is the name of a call, and no action of IAM: the action that allows it is ${allowedBy}.`;
  const [service = "", name = ""] = action.split(":");
  const meant = closestAction(service.toLowerCase(), name.toLowerCase());
  return meant && `No action ${action} is known here: was ${meant} meant?`;
}

function closestAction(service: string, name: string): string | undefined {
  const own = namesOf(service);
  if (own.some((one) => one.toLowerCase() === name)) return undefined;
  const close = own
    .map((one) => ({ one, edits: editsBetween(name, one.toLowerCase(), MOST_EDITS + 1) }))
    .filter(({ edits }) => edits <= MOST_EDITS && edits < name.length / 3)
    .sort((a, b) => a.edits - b.edits)[0];
  if (close) return `${service}:${close.one}`;
  // A service that is not on the list may have an action of any name; one that is off by a letter is hardly one.
  const others = Object.keys(ACTIONS).filter((other) =>
    own.length > 0 ? other !== service : editsBetween(service, other, MOST_EDITS) === 1,
  );
  const found = others.flatMap((other) => {
    const same = namesOf(other).find((one) => one.toLowerCase() === name);
    return same === undefined ? [] : [`${other}:${same}`];
  });
  return found.length === 1 ? found[0] : undefined;
}

const namesOf = (service: string): readonly string[] => ACTIONS[service]?.split(" ") ?? [];
