/** Texts of other products that resemble those about Identity Center: the causes that only texts show claim nothing of them. */

/** Products with sign-ins, invitations, sessions and SAML of their own. */
const OTHER_PRODUCT =
  /\b(?:Salesforce|Jira|Atlassian|Confluence|GitLab|GitHub|Bitbucket|Slack|Zoom|ServiceNow|Workday|Zendesk|Splunk|Grafana|Kibana|Jenkins|Vault|Keycloak|Firebase|Django|Rails|Spring|WordPress|Drupal|Moodle|Google Workspace|Google Cloud|Google Ads|AdWords|Facebook|LinkedIn|GCP|Office 365|Microsoft 365|Exchange Online|SharePoint|Azure DevOps|Azure portal|Azure AD Connect|Entra Connect|DigitalOcean|Heroku|Kubernetes|JWT|React|DynamoDB|Snowflake|Databricks|Citrix|Zabbix)\b/i;

/** Services of AWS with users, roles or sessions that are not Identity Center's. */
const OTHER_SERVICE =
  /\bCognito\b|\buser pool\b|\bAdminCreateUser\b|\bIAM users?\b|\broot user\b|\bcredential report\b|MultiFactorAuth(?:Present|Age)|\bWorkSpaces\b|\bLambda\b|\bECS\b|\/aws\/lambda\//i;

const IDENTITY_CENTER =
  /Identity ?Center|access portal|awsapps|signin\.aws\b|permission set|\bSSO\b|aws_identitystore/i;
const AWS = /\bAWS\b|\bAmazon\b|amazonaws/i;

/** The text names another product, and nothing of AWS; or another service of AWS, and nothing of Identity Center. */
export const isAboutAnotherProduct = (text: string): boolean =>
  !IDENTITY_CENTER.test(text) && (OTHER_SERVICE.test(text) || (OTHER_PRODUCT.test(text) && !AWS.test(text)));
