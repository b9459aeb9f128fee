/** What an entry of a portal is called: a permission set by its name, a role of account access manager as a role. */
export const portalEntry = ({
  permissionSetName,
  roleArn,
}: {
  readonly permissionSetName: string;
  readonly roleArn?: string | undefined;
}): string => (roleArn === undefined ? permissionSetName : `role ${permissionSetName}`);
