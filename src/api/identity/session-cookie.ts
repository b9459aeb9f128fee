/** The cookie of a person who signed in. */

export const SESSION_COOKIE = "idc-doctor-session";
