data "aws_organizations_organization" "this" {}

locals {
  root = data.aws_organizations_organization.this.roots[0].id
}

resource "aws_organizations_organizational_unit" "workloads" {
  name      = "Workloads"
  parent_id = local.root
  tags      = { tier = "1" }
}

resource "aws_organizations_organizational_unit" "production" {
  name      = "Production"
  parent_id = aws_organizations_organizational_unit.workloads.id
}

resource "aws_organizations_account" "shop" {
  name              = "shop"
  email             = "shop@example.com"
  parent_id         = aws_organizations_organizational_unit.production.id
  close_on_deletion = false
  tags              = { team = "shop" }
}

resource "aws_organizations_policy" "no_root" {
  name        = "NoRoot"
  description = "Root users do nothing"
  type        = "SERVICE_CONTROL_POLICY"
  content     = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "*", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } } }] })
}

resource "aws_organizations_policy_attachment" "production" {
  policy_id = aws_organizations_policy.no_root.id
  target_id = aws_organizations_organizational_unit.production.id
}

resource "aws_organizations_delegated_administrator" "shop" {
  account_id        = aws_organizations_account.shop.id
  service_principal = "sso.amazonaws.com"
}

data "aws_organizations_organizational_units" "root" {
  parent_id = local.root
}

data "aws_organizations_delegated_administrators" "sso" {
  service_principal = "sso.amazonaws.com"
  depends_on        = [aws_organizations_delegated_administrator.shop]
}
