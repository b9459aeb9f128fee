/** Where the organization of an answer is from, and how old it is: said with every answer. */
export type Origin =
  /** A saved document that somebody named. */
  | { readonly kind: "file" }
  /** The kept snapshot as it lies there. */
  | {
      readonly kind: "kept";
      /** The id of the organization, where it was taken because no other one is kept and nobody could be asked. */
      readonly only?: string | undefined;
    }
  | {
      readonly kind: "refreshed";
      /** ISO 8601: when the whole was collected last. */
      readonly collectedAt: string;
      /** Rows of the snapshot that are not what they were before. */
      readonly changes: number;
      /** Why the next answer has to look back as far again. */
      readonly notKept?: string | undefined;
    }
  | { readonly kind: "collected"; readonly notKept?: string | undefined }
  /** Collected and kept by another process, since this one was started. */
  | { readonly kind: "shared"; readonly collectedAt: string }
  /** Only what the question needs was read, because nothing that could answer is kept: why, where something is kept. */
  | {
      readonly kind: "targeted";
      readonly reason?: string | undefined;
      /** Why nothing can be kept at all. */
      readonly notKept?: string | undefined;
    };
