/** The instance is encrypted with a customer managed key that cannot be used, so its calls fail (facts A19). */
import type { Remedy } from "../../../model/diagnosis.ts";
import type { ReadFailure } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { instanceOptions } from "../../path/names.ts";
import { readingsOf } from "../../path/walk-grant.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface KeyUnusable extends Found {
  readonly failure: ReadFailure & { readonly reason: string };
}

export const kmsKeyUnusable = defineCause<KeyUnusable>({
  id: "kms-key-unusable",
  stage: "instance",
  rank: 30,
  title: "The instance's KMS key cannot be used",
  facts: ["A19", "E14"],
  noticedIn: "facts",
  explains: ["caller-not-permitted"],
  standsAlone: true,
  confidenceRule: "Always proved: AWS returns the KMS reason with the refused call.",
  documentation: {
    symptoms: [
      "KMS_AccessDeniedException",
      "KMS_DisabledException",
      "KMS_NotFoundException",
      "KMS_InvalidStateException",
      "KMS_ACCESS_DENIED",
      "Identity Center calls fail for one operator and succeed for another",
    ],
    why: "An instance can be encrypted with your own KMS key. Callers of Identity Center's APIs then need kms:Decrypt on that key; administrators also need kms:Encrypt and kms:GenerateDataKeyWithoutPlaintext. The key policy must let the service principals sso.amazonaws.com and identitystore.amazonaws.com use the key too. If the key is disabled, deleted or lacks these statements, sign-in and administration both stop.",
    whatToDo:
      "Access denied: compare the key policy with AWS's baseline policy, and allow the caller there and in their own policy: kms:Decrypt to read; kms:Encrypt and kms:GenerateDataKeyWithoutPlaintext as well to administer. Disabled or pending deletion: enable the key again, or cancel its deletion, in the account that owns it.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/encryption-at-rest.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/baseline-KMS-key-policy.html",
      "https://github.com/aws-samples/iam-identity-center-team/issues/500",
    ],
  },
  find: ({ facts, failures }) => {
    const failure = failures.find(({ reason }) => reason !== undefined);
    if (failure?.reason === undefined) return undefined;
    const evidence = readingsOf(facts).flatMap((reading) =>
      reading.state === "unknown" && reading.failure.reason !== undefined ? reading.evidence : [],
    );
    return { confidence: "proved", evidence, failure: { ...failure, reason: failure.reason } };
  },
  explain: ({ failure }) =>
    `${failure.operation} failed with ${failure.reason}: the customer managed KMS key of the instance ${WHAT[failure.reason.replace(/Exception$/, "")] ?? "cannot be used"}. AWS says: "${failure.message}"`,
  remedy: ({ failure }, grant) => remedyFor(failure.reason, grant),
});

const WHAT: Readonly<Record<string, string>> = {
  KMS_AccessDenied: "may not be used by you",
  KMS_NotFound: "does not exist",
  KMS_Disabled: "is disabled",
  KMS_InvalidState: "is in a state in which it cannot be used, such as pending deletion",
  KMS_InvalidKeyUsage: "is of a kind that cannot decrypt",
  KMS_Throttling: "is being throttled",
};

function remedyFor(reason: string, grant: WalkedGrant): Remedy {
  const which = `Find the key: \`aws sso-admin describe-instance ${instanceOptions(grant)} --query EncryptionConfigurationDetails\`.`;
  const isDenied = reason.startsWith("KMS_AccessDenied");
  return {
    kind: "human",
    summary: isDenied ? "Allow the caller to use the instance's KMS key" : "Bring the instance's KMS key back",
    risk: "high",
    steps: [
      which,
      isDenied
        ? 'Allow the caller kms:Decrypt on that key, and an administrator also kms:Encrypt and kms:GenerateDataKeyWithoutPlaintext, in the key policy and in their own policy, with the condition StringLike {"kms:ViaService": ["sso.*.amazonaws.com", "identitystore.*.amazonaws.com"]}. A delegated administrator needs it across accounts. The service principals sso.amazonaws.com and identitystore.amazonaws.com must be allowed to use the key as well.'
        : "With credentials of the account that owns the key: `aws kms describe-key --key-id <key>`; then `aws kms enable-key` if it is disabled, `aws kms cancel-key-deletion` and `aws kms enable-key` if its deletion is pending. A deleted key cannot be brought back: ask AWS Support at once.",
      "Then run the command again.",
    ],
  };
}
