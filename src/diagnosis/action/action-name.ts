/** How an action is named to people. */

/** `s3:GetObject on arn:aws:s3:::logs/a`, or the action alone where no resource was named. */
export const actionName = ({
  action,
  resource,
}: {
  readonly action: string;
  readonly resource: string | null | undefined;
}): string => (resource === null || resource === undefined ? action : `${action} on ${resource}`);
