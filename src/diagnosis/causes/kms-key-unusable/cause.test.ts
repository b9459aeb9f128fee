/** Fires on a failed read with a Reason of KMS, and says what is wrong with the key. */
import type { GrantFacts } from "../../../facts/grant/grant-facts.ts";
import { failed, instance, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import type { Reading } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { kmsKeyUnusable } from "./cause.ts";

const because = (reason: string | undefined): Reading<never> => ({
  state: "unknown",
  evidence: ["e31"],
  failure: {
    kind: "refused",
    service: "identitystore",
    operation: "DescribeUser",
    permission: "identitystore:DescribeUser",
    message: "The key!",
    reason,
  },
});
const facts = (reason: string | undefined, more: Partial<GrantFacts> = {}) =>
  workingFacts({ user: because(reason), ...more });
const says = (reason: string, words: string) =>
  [
    `the reason is ${reason}`,
    facts(reason),
    {
      confidence: "proved",
      remedy: "human",
      says: [
        `DescribeUser failed with ${reason}: the customer managed KMS key of the instance ${words}. AWS says:`,
        "Bring the instance's KMS key back",
        "cancel-key-deletion",
      ],
    },
  ] as const;

specify(kmsKeyUnusable, {
  fires: [
    [
      "the caller may not use the key",
      facts("KMS_AccessDeniedException", { attached: failed() }),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e31"],
        says: [
          'may not be used by you. AWS says: \\"The key!\\"',
          "Allow the caller to use the instance's KMS key",
          "kms:Decrypt on that key",
          `describe-instance --region us-east-1 --instance-arn ${instance.arn} --query EncryptionConfigurationDetails`,
        ],
      },
    ],
    says("KMS_NotFoundException", "does not exist"),
    says("KMS_DisabledException", "is disabled"),
    says("KMS_InvalidStateException", "is in a state in which it cannot be used, such as pending deletion"),
    says("KMS_InvalidKeyUsageException", "is of a kind that cannot decrypt"),
    says("KMS_ThrottlingException", "is being throttled"),
    says("KMS_Whatever", "cannot be used"),
  ],
  silent: [
    ["the failed read has no such reason", facts(undefined)],
    ["something else failed", workingFacts({ user: failed() })],
  ],
});
