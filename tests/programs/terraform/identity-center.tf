data "aws_ssoadmin_instances" "this" {}

locals {
  instance = tolist(data.aws_ssoadmin_instances.this.arns)[0]
  store    = tolist(data.aws_ssoadmin_instances.this.identity_store_ids)[0]
  account  = "123456789012"
}

resource "aws_identitystore_user" "ana" {
  identity_store_id  = local.store
  user_name          = "ana@example.com"
  display_name       = "Ana Diaz"
  nickname           = "ana"
  title              = "Engineer"
  locale             = "en-GB"
  timezone           = "Europe/London"
  preferred_language = "en"
  user_type          = "employee"
  profile_url        = "https://example.com/ana"
  name {
    given_name       = "Ana"
    family_name      = "Diaz"
    middle_name      = "M"
    formatted        = "Ana M Diaz"
    honorific_prefix = "Dr"
  }
  emails {
    value   = "ana@example.com"
    type    = "work"
    primary = true
  }
  phone_numbers {
    value   = "+44 20 7946 0000"
    type    = "work"
    primary = true
  }
  addresses {
    street_address = "1 High Street"
    locality       = "London"
    region         = "London"
    postal_code    = "N1"
    country        = "GB"
    type           = "work"
    primary        = true
    formatted      = "1 High Street, London"
  }
}

resource "aws_identitystore_user" "bo" {
  identity_store_id = local.store
  user_name         = "bo@example.com"
  display_name      = "Bo Li"
  name {
    given_name  = "Bo"
    family_name = "Li"
  }
}

resource "aws_identitystore_group" "readers" {
  identity_store_id = local.store
  display_name      = "Readers"
  description       = "Everybody who may look"
}

resource "aws_identitystore_group_membership" "ana" {
  identity_store_id = local.store
  group_id          = aws_identitystore_group.readers.group_id
  member_id         = aws_identitystore_user.ana.user_id
}

resource "aws_iam_policy" "own" {
  name   = "TeamPolicy"
  path   = "/team/"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }] })
}

resource "aws_iam_policy" "boundary" {
  name   = "TeamBoundary"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

resource "aws_ssoadmin_permission_set" "reader" {
  instance_arn     = local.instance
  name             = "Reader"
  description      = "To look"
  session_duration = "PT4H"
  relay_state      = "https://console.aws.amazon.com/s3/home"
  tags             = { team = "platform", tier = "1" }
}

resource "aws_ssoadmin_managed_policy_attachment" "reader" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  managed_policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_ssoadmin_customer_managed_policy_attachment" "reader" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  customer_managed_policy_reference {
    name = aws_iam_policy.own.name
    path = aws_iam_policy.own.path
  }
}

resource "aws_ssoadmin_permission_set_inline_policy" "reader" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  inline_policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sts:GetCallerIdentity"], Resource = "*" }] })
}

resource "aws_ssoadmin_permissions_boundary_attachment" "reader" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  permissions_boundary {
    customer_managed_policy_reference {
      name = aws_iam_policy.boundary.name
      path = "/"
    }
  }
}

resource "aws_ssoadmin_permission_set" "admin" {
  instance_arn = local.instance
  name         = "Admin"
}

resource "aws_ssoadmin_permissions_boundary_attachment" "admin" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.admin.arn
  permissions_boundary {
    managed_policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
  }
}

resource "aws_ssoadmin_account_assignment" "readers" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.reader.arn
  principal_type     = "GROUP"
  principal_id       = aws_identitystore_group.readers.group_id
  target_type        = "AWS_ACCOUNT"
  target_id          = local.account
  depends_on = [
    aws_ssoadmin_managed_policy_attachment.reader,
    aws_ssoadmin_customer_managed_policy_attachment.reader,
    aws_ssoadmin_permission_set_inline_policy.reader,
    aws_ssoadmin_permissions_boundary_attachment.reader,
  ]
}

resource "aws_ssoadmin_account_assignment" "bo" {
  instance_arn       = local.instance
  permission_set_arn = aws_ssoadmin_permission_set.admin.arn
  principal_type     = "USER"
  principal_id       = aws_identitystore_user.bo.user_id
  target_type        = "AWS_ACCOUNT"
  target_id          = local.account
  depends_on         = [aws_ssoadmin_permissions_boundary_attachment.admin]
}

resource "aws_ssoadmin_instance_access_control_attributes" "this" {
  instance_arn = local.instance
  attribute {
    key = "costCenter"
    value {
      source = ["$${path:enterprise.costCenter}"]
    }
  }
  attribute {
    key = "title"
    value {
      source = ["$${path:title}"]
    }
  }
}

data "aws_identitystore_user" "ana" {
  identity_store_id = local.store
  alternate_identifier {
    unique_attribute {
      attribute_path  = "UserName"
      attribute_value = aws_identitystore_user.ana.user_name
    }
  }
}

data "aws_identitystore_group" "readers" {
  identity_store_id = local.store
  alternate_identifier {
    unique_attribute {
      attribute_path  = "DisplayName"
      attribute_value = aws_identitystore_group.readers.display_name
    }
  }
}

data "aws_identitystore_users" "all" {
  identity_store_id = local.store
  depends_on        = [aws_identitystore_user.bo]
}

data "aws_identitystore_groups" "all" {
  identity_store_id = local.store
}

data "aws_ssoadmin_permission_set" "reader" {
  instance_arn = local.instance
  name         = aws_ssoadmin_permission_set.reader.name
}

data "aws_ssoadmin_permission_sets" "all" {
  instance_arn = local.instance
}

output "ana" {
  value = data.aws_identitystore_user.ana.user_id
}
