/** The numbers of a server in the text format of Prometheus. */
import type { TeamNumbers } from "../app/team/numbers.ts";

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly kind: "gauge" | "counter";
  readonly help: string;
  readonly samples: readonly Sample[];
}

export const metricsText = (numbers: TeamNumbers): string => metricsOf(numbers).map(textOf).join("");

/** Nothing of an organization of which the number is not known. */
function each(
  { organizations }: TeamNumbers,
  value: (one: TeamNumbers["organizations"][number]) => number | null,
): readonly Sample[] {
  return organizations.flatMap((one) => {
    const found = value(one);
    return found === null ? [] : [{ labels: { organization: one.organization }, value: found }];
  });
}

const metricsOf = (numbers: TeamNumbers): readonly Metric[] => [
  ...metricsOfWatching(numbers),
  ...metricsOfCalls(numbers),
  {
    name: "idc_doctor_jobs",
    kind: "gauge",
    help: "Jobs by queue and state",
    samples: numbers.jobs.map(({ queue, state, jobs }) => ({ labels: { queue, state }, value: jobs })),
  },
];

/** What is wrong, who was told of it, and how old that knowledge is. */
const metricsOfWatching = (numbers: TeamNumbers): readonly Metric[] => [
  {
    name: "idc_doctor_findings",
    kind: "gauge",
    help: "Findings by cause, severity and state",
    samples: numbers.organizations.flatMap(({ organization, findings }) =>
      findings.map(({ count, ...labels }) => ({ labels: { organization, ...labels }, value: count })),
    ),
  },
  {
    name: "idc_doctor_alerts",
    kind: "gauge",
    help: "Alerts of the last 90 days by channel and state",
    samples: numbers.organizations.flatMap(({ organization, alerts }) =>
      alerts.map(({ count, ...labels }) => ({ labels: { organization, ...labels }, value: count })),
    ),
  },
  {
    name: "idc_doctor_snapshot_age_seconds",
    kind: "gauge",
    help: "Age of the newest snapshot",
    samples: each(numbers, ({ snapshotAge }) => snapshotAge),
  },
  {
    name: "idc_doctor_failed_collections_total",
    kind: "counter",
    help: "Collections and refreshes that failed",
    samples: each(numbers, ({ failedCollections }) => failedCollections),
  },
];

const metricsOfCalls = (numbers: TeamNumbers): readonly Metric[] => [
  {
    name: "idc_doctor_aws_calls_total",
    kind: "counter",
    help: "Calls to AWS, repeated ones too",
    samples: each(numbers, ({ made }) => made),
  },
  {
    name: "idc_doctor_aws_repeated_total",
    kind: "counter",
    help: "Calls sent again after throttling or an error of the service",
    samples: each(numbers, ({ repeated }) => repeated),
  },
  {
    name: "idc_doctor_aws_throttled_total",
    kind: "counter",
    help: "Calls that were throttled to the end",
    samples: each(numbers, ({ throttled }) => throttled),
  },
  {
    name: "idc_doctor_questions_waiting",
    kind: "gauge",
    help: "Questions that wait for their turn",
    samples: each(numbers, ({ questionsWaiting }) => questionsWaiting),
  },
];

const textOf = ({ name, kind, help, samples }: Metric): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${kind}`,
    ...samples.map(({ labels, value }) => `${name}{${labelsText(labels)}} ${value}`),
    "",
  ].join("\n");

const labelsText = (labels: Sample["labels"]): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");

/** A label's value is anything but these three as they are. */
const escaped = (value: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
