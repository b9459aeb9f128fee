/** A finding as Security Hub takes it (AWS Security Finding Format), of one account. */
export const asffFinding = (account: string) => ({
  SchemaVersion: "2018-10-08",
  Id: `one of ${account}`,
  ProductArn: `arn:aws:securityhub:us-east-1:${account}:product/${account}/default`,
  GeneratorId: "idc-doctor/outdated",
  AwsAccountId: account,
  CreatedAt: "2026-11-28T12:00:00.000Z",
  UpdatedAt: "2026-11-28T12:00:00.000Z",
  Title: "Outdated",
  Description: "ReadOnly is outdated",
  Resources: [{ Type: "Other", Id: "arn:aws:sso:::account/111122223333" }],
});
