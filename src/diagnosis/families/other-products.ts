/** Texts of other products that resemble those about Identity Center: the causes that only texts show claim nothing of them. */

/** Products of people, with sign-ins, invitations and single sign-on of their own: "SSO" beside them is theirs. */
const OTHER_SIGN_IN =
  /\b(?:Salesforce|Jira|Atlassian|Confluence|Trello|Slack|Zoom|ServiceNow|Workday|Zendesk|HubSpot|Notion|Miro|Figma|Asana|Splunk|Moodle|WordPress|Drupal|Google Workspace|Gmail|Google Ads|AdWords|Facebook|LinkedIn|Office 365|Microsoft 365|Microsoft Teams|Exchange Online|Outlook|SharePoint|OneDrive|Dropbox|Azure DevOps|Azure portal|SAP|Citrix|Tableau|Power ?BI|Personio|DocuSign|Steam|PayPal|Netflix|Instagram|Twitter|Discord|WhatsApp|Stripe|Shopify|iCloud|Xbox|Spotify|TikTok|YouTube|Reddit)\b/i;
/** In capitals it is the product: teams and windows are words, too. */
const OTHER_PLACE =
  /\bTeams (?:sign|log|call|meeting|chat|channel|app|keeps|asks|says|does|client)\w*|\b(?:to|into|in|on|from|MS) Teams\b|\b(?:to|into) Windows\b|\bWindows (?:log|sign|domain|password|user|Hello)\w*|\bWi-?Fi\b|\bWLAN (?:log|sign)/;
/** What is not signed in to through a browser: files, printers, mail and networks of the office. */
const OFFICE =
  /\b(?:file ?shares?|share permissions|network drives?|network shares?|\bsmb\b|printers?|mailbox(?:es)?|remote desktop|\brdp\b|distribution lists?)\b/i;
/** Other products, which AWS is often reached from as well. */
const OTHER_PRODUCT =
  /\b(?:GitLab|GitHub|Bitbucket|Grafana|Kibana|Jenkins|Vault|Keycloak|Firebase|Django|Rails|Spring|Google Cloud|GCP|Azure AD Connect|Entra Connect|DigitalOcean|Heroku|Kubernetes|JWT|React|DynamoDB|Snowflake|Databricks|Zabbix)\b/i;

/** Services of AWS with users, roles or sessions that are not Identity Center's. */
const OTHER_SERVICE =
  /\bCognito\b|\buser pool\b|\bAdminCreateUser\b|\bIAM users?\b|\broot user\b|\bcredential report\b|MultiFactorAuth(?:Present|Age)|\bWorkSpaces\b|\bLambda\b|\bECS\b|\bECR\b|\bSES\b|\b(?:RDS|EBS|VPC)\b|\bAWS Backup\b|\b(?:AWS|EC2) security groups?\b|\broot (?:user|account)\b.{0,40}\b(?:MFA|password|e-?mail|device)|\b(?:certification|exam|shopping|Kindle|Alexa)\b|\bAmazon Prime\b|\/aws\/lambda\//i;

/** Nothing else has these words. */
const ONLY_OURS =
  /Identity ?Center|access portal|awsapps|signin\.aws\b|permission set|AWSReservedSSO|aws_identitystore|\bsso_(?:session|start_url|account_id|role_name)/i;
const IDENTITY_CENTER = new RegExp(`${ONLY_OURS.source}|\\bSSO\\b`, "i");
const AWS = /\bAWS\b|\bAmazon\b|amazonaws/i;

/** The text names another product, and nothing of AWS; or another service of AWS, and nothing of Identity Center. */
export function isAboutAnotherProduct(text: string): boolean {
  if (ONLY_OURS.test(text)) return false;
  if (!AWS.test(text) && (OTHER_SIGN_IN.test(text) || OTHER_PLACE.test(text) || OFFICE.test(text))) return true;
  if (IDENTITY_CENTER.test(text)) return false;
  return OTHER_SERVICE.test(text) || (OTHER_PRODUCT.test(text) && !AWS.test(text));
}
