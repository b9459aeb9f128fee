/** Start URLs are compared without what changes nothing about them. */

/** A last slash, the page's fragment, and the case of the letters do not make another portal. */
export const isSameStartUrl = (one: string, other: string): boolean => bare(one) === bare(other);

const bare = (startUrl: string): string => startUrl.replace(/\/?(?:#.*)?$/, "").toLowerCase();
