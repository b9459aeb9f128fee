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

function metricsOf({ organizations, jobs }: TeamNumbers): readonly Metric[] {
  const each = (value: (one: TeamNumbers["organizations"][number]) => number | null): readonly Sample[] =>
    organizations.flatMap((one) => {
      const found = value(one);
      return found === null ? [] : [{ labels: { organization: one.organization }, value: found }];
    });
  return [
    {
      name: "idc_doctor_findings",
      kind: "gauge",
      help: "Findings by cause, severity and state",
      samples: organizations.flatMap(({ organization, findings }) =>
        findings.map(({ count, ...labels }) => ({ labels: { organization, ...labels }, value: count })),
      ),
    },
    {
      name: "idc_doctor_alerts",
      kind: "gauge",
      help: "Alerts of the last 90 days by channel and state",
      samples: organizations.flatMap(({ organization, alerts }) =>
        alerts.map(({ count, ...labels }) => ({ labels: { organization, ...labels }, value: count })),
      ),
    },
    {
      name: "idc_doctor_snapshot_age_seconds",
      kind: "gauge",
      help: "Age of the newest snapshot",
      samples: each(({ snapshotAge }) => snapshotAge),
    },
    {
      name: "idc_doctor_aws_calls_total",
      kind: "counter",
      help: "Calls to AWS, repeated ones too",
      samples: each(({ made }) => made),
    },
    {
      name: "idc_doctor_aws_repeated_total",
      kind: "counter",
      help: "Calls sent again after throttling or an error of the service",
      samples: each(({ repeated }) => repeated),
    },
    {
      name: "idc_doctor_aws_throttled_total",
      kind: "counter",
      help: "Calls that were throttled to the end",
      samples: each(({ throttled }) => throttled),
    },
    {
      name: "idc_doctor_questions_waiting",
      kind: "gauge",
      help: "Questions that wait for their turn",
      samples: each(({ questionsWaiting }) => questionsWaiting),
    },
    {
      name: "idc_doctor_failed_collections_total",
      kind: "counter",
      help: "Collections and refreshes that failed",
      samples: each(({ failedCollections }) => failedCollections),
    },
    {
      name: "idc_doctor_jobs",
      kind: "gauge",
      help: "Jobs by queue and state",
      samples: jobs.map(({ queue, state, jobs: value }) => ({ labels: { queue, state }, value })),
    },
  ];
}

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
