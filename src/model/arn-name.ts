/** An ARN in a sentence: the name in it first, the whole ARN in brackets, so that a short answer can leave it out. */

/** `ReadOnlyAccess (arn:aws:iam::aws:policy/ReadOnlyAccess)`, `Janitor/nightly (arn:…:assumed-role/Janitor/nightly)`; other words as they are. */
export function arnName(arn: string): string {
  const name = nameInArn(arn);
  return name === undefined || name === "" ? arn : `${name} (${arn})`;
}

/**
 * Of what IAM names with a path, the name alone; of a session and every other resource, all that tells it from its neighbours.
 * Undefined: it is no ARN.
 */
export function nameInArn(arn: string): string | undefined {
  const match = /^arn:aws[a-z-]*:([^:\s]*):[^:\s]*:[^:\s]*:(\S+)$/.exec(arn);
  const [, service, resource] = match ?? [];
  if (service === undefined || resource === undefined) return undefined;
  if (service === "sts") return resource.replace(/^assumed-role\//, "");
  if (service !== "iam") return resource;
  return resource === "root" ? "the root user" : resource.slice(resource.lastIndexOf("/") + 1);
}
