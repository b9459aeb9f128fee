/** What differs between the partitions of AWS: the prefix of ARNs, the address of the access portal and that of the console. */
export const PARTITIONS = ["aws", "aws-us-gov", "aws-cn", "aws-eusc"] as const;
export type Partition = (typeof PARTITIONS)[number];

/** By the Region's name: `us-gov-west-1`, `cn-north-1`, `eusc-de-east-1`; all others are of the commercial partition. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}

/** The second part of an ARN, for other ARNs of the same organization. */
export const partitionInArn = (arn: string): string => arn.split(":")[1] ?? "aws";

/**
 * The access portal of a directory as AWS documents it (AWS GovCloud (US) User Guide, "AWS IAM Identity Center"; Getting Started with
 * Amazon Web Services in China, "IAM Identity Center"); undefined where no page tells it.
 */
export function accessPortalUrl(region: string, directoryId: string): string | undefined {
  switch (partitionOf(region)) {
    case "aws":
      return `https://${directoryId}.awsapps.com/start`;
    case "aws-us-gov":
      return `https://start.us-gov-home.awsapps.com/directory/${directoryId}`;
    case "aws-cn":
      return `https://start.home.awsapps.cn/directory/${directoryId}`;
    case "aws-eusc":
      return undefined;
  }
}

/** A Region of the same partition that every account has enabled: to try whether the rest works. */
export const firstRegionOf = (partition: Partition): string =>
  ({ aws: "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1", "aws-eusc": "eusc-de-east-1" })[
    partition
  ];

/**
 * Where the console of a partition begins (AWS Management Console Getting Started Guide; AWS GovCloud (US) User Guide; Getting Started
 * with Amazon Web Services in China).
 */
export const consoleAddressOf = (partition: Partition): string =>
  ({
    aws: "https://console.aws.amazon.com",
    "aws-us-gov": "https://console.amazonaws-us-gov.com",
    "aws-cn": "https://console.amazonaws.cn",
    "aws-eusc": "https://console.amazonaws-eusc.eu",
  })[partition];

/** The Region in which a partition keeps Organizations and records its events (Organizations User Guide, "Region support"). */
export const organizationsRegionOf = (partition: Partition): string =>
  ({ aws: "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-northwest-1", "aws-eusc": "eusc-de-east-1" })[
    partition
  ];
