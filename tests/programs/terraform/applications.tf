data "aws_ssoadmin_instances" "this" {}

locals {
  instance = tolist(data.aws_ssoadmin_instances.this.arns)[0]
  store    = tolist(data.aws_ssoadmin_instances.this.identity_store_ids)[0]
}

resource "aws_identitystore_group" "users" {
  identity_store_id = local.store
  display_name      = "Application users"
}

resource "aws_ssoadmin_trusted_token_issuer" "corp" {
  name                      = "corp"
  instance_arn              = local.instance
  trusted_token_issuer_type = "OIDC_JWT"
  trusted_token_issuer_configuration {
    oidc_jwt_configuration {
      claim_attribute_path          = "email"
      identity_store_attribute_path = "emails.value"
      issuer_url                    = "https://issuer.example.com"
      jwks_retrieval_option         = "OPEN_ID_DISCOVERY"
    }
  }
  tags = { team = "platform" }
}

resource "aws_ssoadmin_application" "portal" {
  name                     = "Portal"
  application_provider_arn = "arn:aws:sso::aws:applicationProvider/custom"
  instance_arn             = local.instance
  description              = "A custom application"
  portal_options {
    visibility = "ENABLED"
    sign_in_options {
      application_url = "https://portal.example.com"
      origin          = "APPLICATION"
    }
  }
  tags = { team = "platform" }
}

resource "aws_ssoadmin_application_assignment_configuration" "portal" {
  application_arn     = aws_ssoadmin_application.portal.application_arn
  assignment_required = true
}

resource "aws_ssoadmin_application_assignment" "users" {
  application_arn = aws_ssoadmin_application.portal.application_arn
  principal_id    = aws_identitystore_group.users.group_id
  principal_type  = "GROUP"
}

resource "aws_ssoadmin_application_access_scope" "portal" {
  application_arn    = aws_ssoadmin_application.portal.application_arn
  scope              = "sso:account:access"
  authorized_targets = [local.instance]
}

data "aws_ssoadmin_application" "portal" {
  application_arn = aws_ssoadmin_application.portal.application_arn
}

data "aws_ssoadmin_application_providers" "all" {}

data "aws_ssoadmin_application_assignments" "portal" {
  application_arn = aws_ssoadmin_application.portal.application_arn
  depends_on      = [aws_ssoadmin_application_assignment.users]
}
