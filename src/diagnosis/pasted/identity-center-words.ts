/** Whether a text is about IAM Identity Center at all. Error codes and quotas of IAM, STS and KMS are words of every AWS program. */

const WORDS =
  /AWSReservedSSO_|aws-reserved\/sso|AWSServiceRoleForSSO|AWSSSO_|Permission ?Set|Account ?Assignment|SSO ?Admin|sso-admin|sso\.amazonaws|\bsso:|sso-directory|identity ?store|identity ?center|AWS::SSO|awsapps\.com|app\.aws\b|ssoins-|portal\.sso\.|oidc\.[\w-]{1,30}\.amazonaws|SSO OIDC|ssooidc|access portal|\bAWS SSO\b/i;
/** Profiles and commands of people who sign in through Identity Center. */
const CLIENT_WORDS = /\bsso[_-](?:session|start_url|region|account_id|role_name|token)|\bsso login\b|SSO session/i;

export const isAboutIdentityCenter = (line: string): boolean => WORDS.test(line);

/** The same, and what clients of Identity Center say of their profiles. */
export const isAboutSsoClient = (line: string): boolean => WORDS.test(line) || CLIENT_WORDS.test(line);

/** A role of somebody's own, by its ARN or by what runs as it. */
export const ROLE_OF_ONES_OWN =
  /:(?:role|assumed-role)\/(?!aws-reserved|AWSReserved)|\b(?:jenkins|lambda|execution|instance|node|task|pipeline|service|deploy\w*|build|ci|ec2|ecs|eks|glue) roles?\b/i;
