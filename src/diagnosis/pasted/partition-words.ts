/** An answer in the partition of the pasted text: ARNs, commands and addresses that work there, not in the commercial one. */
import { accessPortalUrl, consoleAddressOf, firstRegionOf, PARTITIONS, type Partition } from "../../model/partition.ts";
import type { Explanation } from "./explanation.ts";

/** What only one partition has: its ARNs, its Regions, its hosts. */
const SIGNS: Readonly<Record<Partition, RegExp>> = {
  aws: /\barn:aws:|\b(?:us|eu|ap|sa|ca|af|me|il|mx)-(?:north|south|east|west|central)(?:east|west)?-\d\b/,
  "aws-us-gov": /\barn:aws-us-gov:|\bus-gov-(?:east|west)-\d\b|us-gov-home\.awsapps\.com|amazonaws-us-gov\.com/,
  "aws-cn": /\barn:aws-cn:|\bcn-north(?:west)?-\d\b|amazonaws\.com\.cn|amazonaws\.cn|awsapps\.cn/,
  "aws-eusc": /\barn:aws-eusc:|\beusc-[a-z]{2}-[a-z]{4,9}-\d\b|amazonaws\.eu|amazonaws-eusc\.eu/,
};

/** The one partition that the text is about; the commercial one where it names none or several. */
export function partitionOfText(text: string): Partition {
  const [only, ...more] = PARTITIONS.filter((partition) => SIGNS[partition].test(text));
  return only === undefined || more.length > 0 ? "aws" : only;
}

/** The explanations with their own ARNs, Regions and addresses in the text's partition; what was quoted is of that partition already. */
export function inPartitionOf(text: string, explanations: readonly Explanation[]): readonly Explanation[] {
  const partition = partitionOfText(text);
  return partition === "aws" ? explanations : explanations.map((one) => explainedIn(partition, one));
}

function explainedIn(partition: Partition, one: Explanation): Explanation {
  const all = (words: readonly string[]) => words.map((line) => inPartition(line, partition));
  return {
    ...one,
    meaning: all(one.meaning),
    next: all(one.next),
    corrections: one.corrections.map((correction) => ({
      ...correction,
      note: inPartition(correction.note, partition),
    })),
    causes: one.causes.map((cause) => ({
      ...cause,
      summary: inPartition(cause.summary, partition),
      remedy: "steps" in cause.remedy ? { ...cause.remedy, steps: all(cause.remedy.steps) } : cause.remedy,
    })),
  };
}

const PORTAL = /https:\/\/([\w.…<> -]{1,40})\.awsapps\.com\/start\b/g;

const inPartition = (words: string, partition: Partition): string =>
  words
    .replaceAll("arn:aws:", `arn:${partition}:`)
    .replaceAll("--region us-east-1", `--region ${firstRegionOf(partition)}`)
    .replaceAll(consoleAddressOf("aws"), consoleAddressOf(partition))
    .replace(PORTAL, (_address, directory: string) => {
      return accessPortalUrl(firstRegionOf(partition), directory) ?? "<AWS access portal URL>";
    });
