# Forwards the changes that are recorded in another Region or account to the event bus beside the queue: those of Organizations, which
# are recorded in us-east-1, and those made in the other of the management and the delegated administrator's account.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "event_bus_arn" {
  type        = string
  description = "ARN of the event bus beside the queue, such as arn:aws:events:eu-west-1:111122223333:event-bus/default."
  validation {
    condition     = can(regex("^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$", var.event_bus_arn))
    error_message = "Give the ARN of an event bus."
  }
}

variable "name" {
  type        = string
  default     = "idc-doctor-forward-events"
  description = "Name of the rule and of its role."
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "forward" {
  statement {
    actions   = ["events:PutEvents"]
    resources = [var.event_bus_arn]
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  description        = "Lets EventBridge forward changes of access to idc-doctor's queue"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "forward" {
  name   = "forward"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.forward.json
}

resource "aws_cloudwatch_event_rule" "changes" {
  name          = var.name
  description   = "Changes of Identity Center, its directory and the organization, for idc-doctor"
  event_pattern = file("${path.module}/event-pattern.json")
}

resource "aws_cloudwatch_event_target" "bus" {
  rule     = aws_cloudwatch_event_rule.changes.name
  arn      = var.event_bus_arn
  role_arn = aws_iam_role.this.arn
}
