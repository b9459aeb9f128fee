resource "aws_iam_policy" "own" {
  name        = "AuditTrail"
  path        = "/audit/"
  description = "To read trails"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "cloudtrail:LookupEvents", Resource = "*" }] })
  tags        = { team = "audit" }
}

resource "aws_iam_role" "auditor" {
  name                 = "auditor"
  path                 = "/audit/"
  description          = "Reads what there is"
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.own.arn
  assume_role_policy   = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" } }] })
  tags                 = { team = "audit" }
}

resource "aws_iam_role_policy" "auditor" {
  name   = "inline"
  role   = aws_iam_role.auditor.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:GetRole", Resource = "*" }] })
}

resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.auditor.name
  policy_arn = aws_iam_policy.own.arn
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.auditor.name
  policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
}

resource "aws_iam_saml_provider" "corp" {
  name                   = "corp"
  saml_metadata_document = file("${path.module}/metadata.xml")
}

data "aws_iam_role" "auditor" {
  name = aws_iam_role.auditor.name
}

data "aws_iam_policy" "own" {
  arn = aws_iam_policy.own.arn
}

data "aws_caller_identity" "current" {}
