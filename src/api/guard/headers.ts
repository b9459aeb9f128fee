/** Headers of every answer: nothing is kept by others, framed, guessed or loaded from elsewhere. */

/** The page has one script and one style sheet of its own origin; nothing inline (design of the page, rule 9). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** @param isSecure whether the server is reached by https */
export const securityHeaders = (isSecure: boolean): Readonly<Record<string, string>> => ({
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cache-control": "no-store",
  ...(isSecure && { "strict-transport-security": "max-age=31536000" }),
});
