/** Where the organization of an answer is from, and how old it is: said with every answer. */
export type Origin =
  /** A saved document that somebody named. */
  | { readonly kind: "file" }
  /** The kept snapshot as it lies there. */
  | { readonly kind: "kept" }
  | {
      readonly kind: "refreshed";
      /** ISO 8601: when the whole was collected last. */
      readonly collectedAt: string;
      /** Changes that CloudTrail told and that were read again. */
      readonly changes: number;
      /** Why the next answer has to look back as far again. */
      readonly notKept?: string | undefined;
    }
  | { readonly kind: "collected"; readonly notKept?: string | undefined }
  /** Only what the question needs was read, because nothing that could answer is kept: why, where something is kept. */
  | { readonly kind: "targeted"; readonly reason?: string | undefined };
