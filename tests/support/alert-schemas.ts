/**
 * What receivers of alerts take, written from their published references; only the parts that idc-doctor writes, and nothing else is
 * allowed. Adaptive Cards: adaptivecards.io, schema 1.5 (AdaptiveCard, RichTextBlock, TextRun, Action.OpenUrl). Slack: docs.slack.dev,
 * Block Kit reference (header, section, context). OCSF: schema.ocsf.io, 1.3.0, Detection Finding (2004).
 */
import { Ajv2020 } from "ajv/dist/2020.js";

const object = (properties: Record<string, unknown>, required: readonly string[] = Object.keys(properties)) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const list = (items: unknown, bounds: { minItems?: number; maxItems?: number } = {}) => ({
  type: "array",
  items,
  ...bounds,
});
const text = { type: "string", minLength: 1 };
const flag = { type: "boolean" };

const textRun = object(
  {
    type: { const: "TextRun" },
    text,
    color: { enum: ["Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"] },
    size: { enum: ["Default", "Small", "Medium", "Large", "ExtraLarge"] },
    weight: { enum: ["Default", "Lighter", "Bolder"] },
    isSubtle: flag,
  },
  ["type", "text"],
);
const richTextBlock = object(
  { type: { const: "RichTextBlock" }, inlines: list(textRun, { minItems: 1 }), separator: flag },
  ["type", "inlines"],
);
const openUrl = object({ type: { const: "Action.OpenUrl" }, title: text, url: { type: "string", format: "uri" } });
const card = object(
  {
    $schema: { const: "http://adaptivecards.io/schemas/adaptive-card.json" },
    type: { const: "AdaptiveCard" },
    version: { const: "1.5" },
    fallbackText: text,
    body: list(richTextBlock, { minItems: 2 }),
    actions: list(openUrl),
  },
  ["type", "version", "body"],
);
/** Microsoft Learn, "Create incoming webhooks with Workflows for Microsoft Teams". */
export const TEAMS = object({
  type: { const: "message" },
  attachments: list(
    object({
      contentType: { const: "application/vnd.microsoft.card.adaptive" },
      contentUrl: { type: "null" },
      content: card,
    }),
    { minItems: 1, maxItems: 1 },
  ),
});

const mrkdwn = object({ type: { const: "mrkdwn" }, text: { ...text, maxLength: 3000 } });
export const SLACK = object({
  text,
  blocks: list(
    {
      oneOf: [
        object({
          type: { const: "header" },
          text: object({ type: { const: "plain_text" }, text: { ...text, maxLength: 150 }, emoji: flag }),
        }),
        object({ type: { const: "section" }, text: mrkdwn }),
        object({ type: { const: "context" }, elements: list(mrkdwn, { minItems: 1, maxItems: 10 }) }),
      ],
    },
    { minItems: 1, maxItems: 50 },
  ),
});

const time = { type: "integer", minimum: 1_500_000_000_000 };
const resource = object({ type: text, uid: text, name: text }, ["type", "uid"]);
export const OCSF = list(
  object(
    {
      activity_id: { enum: [1, 2, 3] },
      activity_name: { enum: ["Create", "Update", "Close"] },
      category_uid: { const: 2 },
      class_uid: { const: 2004 },
      type_uid: { enum: [200_401, 200_402, 200_403] },
      time,
      severity_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
      confidence_id: { enum: [0, 1, 2, 3, 99] },
      status_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
      message: text,
      metadata: object({
        version: { const: "1.3.0" },
        uid: text,
        product: object({ name: text, vendor_name: text, version: text }),
      }),
      finding_info: object(
        {
          uid: text,
          title: text,
          desc: text,
          types: list(text),
          first_seen_time: time,
          last_seen_time: time,
          src_url: text,
        },
        ["uid", "title"],
      ),
      remediation: object({ desc: text }),
      resources: list(resource),
      unmapped: { type: "object", additionalProperties: { type: "string" } },
    },
    ["activity_id", "category_uid", "class_uid", "type_uid", "time", "severity_id", "metadata", "finding_info"],
  ),
  { minItems: 1 },
);

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

/** Where the value differs from the schema; nothing where it fits. */
export function misfits(schema: object, value: unknown): readonly string[] {
  const validate = ajv.compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
