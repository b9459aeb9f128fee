# The role that idc-doctor works with, and the queue from which it learns of changes. Apply it in the management account or in the
# delegated administrator's, in the home Region of Identity Center. What policies/ and event-pattern.json hold is generated.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

data "aws_partition" "current" {}

locals {
  partition = data.aws_partition.current.partition
  # The issuer's address is the prefix of its condition keys.
  oidc_issuer = var.oidc_trust == null ? "" : regex("oidc-provider/(.+)$", var.oidc_trust.provider_arn)[0]
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = length(var.trusted_principal_arns) > 0 ? [1] : []
    content {
      actions = ["sts:AssumeRole"]
      principals {
        type        = "AWS"
        identifiers = var.trusted_principal_arns
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.trusted_services) > 0 ? [1] : []
    content {
      # EKS Pod Identity tags its sessions.
      actions = ["sts:AssumeRole", "sts:TagSession"]
      principals {
        type        = "Service"
        identifiers = var.trusted_services
      }
    }
  }

  dynamic "statement" {
    for_each = var.oidc_trust == null ? [] : [var.oidc_trust]
    content {
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [statement.value.provider_arn]
      }
      condition {
        test     = "StringEquals"
        variable = "${local.oidc_issuer}:aud"
        values   = [statement.value.audience]
      }
      condition {
        test     = "StringLike"
        variable = "${local.oidc_issuer}:sub"
        values   = statement.value.subjects
      }
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.role_name
  description        = "Used by idc-doctor"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags

  lifecycle {
    precondition {
      condition     = length(var.trusted_principal_arns) + length(var.trusted_services) > 0 || var.oidc_trust != null
      error_message = "Nobody could assume the role: set trusted_principal_arns, trusted_services or oidc_trust."
    }
  }
}

resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.this.id
  policy = templatefile("${path.module}/policies/read.json.tftpl", { partition = local.partition })
}

resource "aws_iam_role_policy" "write" {
  count  = var.allow_writes ? 1 : 0
  name   = "write"
  role   = aws_iam_role.this.id
  policy = templatefile("${path.module}/policies/write.json.tftpl", { partition = local.partition })
}

resource "aws_iam_role_policy" "audit" {
  count = var.audit_role_name == "" ? 0 : 1
  name  = "audit"
  role  = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "AuditRole"
      Effect   = "Allow"
      Action   = ["sts:AssumeRole"]
      Resource = ["arn:${local.partition}:iam::*:role/${var.audit_role_name}"]
    }]
  })
}

resource "aws_iam_role_policy" "security_hub" {
  count  = var.send_to_security_hub ? 1 : 0
  name   = "security-hub"
  role   = aws_iam_role.this.id
  policy = templatefile("${path.module}/policies/security-hub.json.tftpl", { partition = local.partition })
}
