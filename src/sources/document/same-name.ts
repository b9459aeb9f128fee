/** How GetUserId compares names, for saved documents: the same words find the same person there as at AWS. */
import type { UserId } from "../../model/ids.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";

/** userNames are unique, and found, whatever their case (facts A6). */
export const isSameUserName = (own: string, asked: string): boolean => own.toLowerCase() === asked.toLowerCase();

/** E-mail addresses are compared as they are written (API model: `emails.value`). */
export const isSameAddress = (own: string | undefined, asked: string): boolean => own === asked;

/** The user whose userName or address is the value; null: nobody's. */
export const namesakeIn = (
  { users }: Pick<OrganizationDocument, "users">,
  path: "userName" | "emails.value",
  value: string,
): UserId | null =>
  users.find(({ userName, email }) =>
    path === "userName" ? isSameUserName(userName, value) : isSameAddress(email, value),
  )?.id ?? null;
