/** Codes of the system for what could not be written, as a person says them. */

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your quota of the disk is used up",
  EFBIG: "the file is too large for the disk",
  EROFS: "the disk is read-only",
  EIO: "the device reported an error",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOTDIR: "a part of its path is not a folder",
  ENAMETOOLONG: "its name is too long",
  EPIPE: "its reader has closed it",
};

/** The reason in words; the code itself where there are none. */
export const writeReason = (code: string): string => REASONS[code] ?? code;
