# In the shape of the two public modules called terraform-aws-sso: nothing orders the assignments after the set's policies, so
# that terraform makes and removes them at the same time.

variable "name" { type = string }
variable "instance" { type = string }
variable "store" { type = string }
variable "accounts" { type = set(string) }

resource "aws_identitystore_group" "this" {
  identity_store_id = var.store
  display_name      = "${var.name}-group"
}

resource "aws_ssoadmin_permission_set" "this" {
  name             = var.name
  instance_arn     = var.instance
  session_duration = "PT2H"
}

resource "aws_ssoadmin_permission_set_inline_policy" "this" {
  instance_arn       = var.instance
  permission_set_arn = aws_ssoadmin_permission_set.this.arn
  inline_policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }] })
}

resource "aws_ssoadmin_managed_policy_attachment" "this" {
  for_each           = toset(["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"])
  instance_arn       = var.instance
  permission_set_arn = aws_ssoadmin_permission_set.this.arn
  managed_policy_arn = each.value
}

resource "aws_ssoadmin_account_assignment" "this" {
  for_each           = var.accounts
  instance_arn       = var.instance
  permission_set_arn = aws_ssoadmin_permission_set.this.arn
  principal_type     = "GROUP"
  principal_id       = aws_identitystore_group.this.group_id
  target_type        = "AWS_ACCOUNT"
  target_id          = each.value
}
