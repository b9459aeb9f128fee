# EventBridge puts each change of access into a queue, which idc-doctor watch reads and empties.

resource "aws_sqs_queue" "events" {
  count                     = var.create_queue ? 1 : 0
  name                      = var.queue_name
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 345600
  receive_wait_time_seconds = 20
  # Longer than a refresh takes, so that an event is not seen by a second process meanwhile.
  visibility_timeout_seconds = 300
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failed[0].arn
    maxReceiveCount     = 5
  })
  tags = var.tags
}

resource "aws_sqs_queue" "failed" {
  count                     = var.create_queue ? 1 : 0
  name                      = "${var.queue_name}-failed"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
  tags                      = var.tags
}

data "aws_iam_policy_document" "queue" {
  count = var.create_queue ? 1 : 0

  statement {
    sid       = "OnlyTheRuleSends"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.events[0].arn]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.changes[0].arn]
    }
  }

  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.events[0].arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "events" {
  count     = var.create_queue ? 1 : 0
  queue_url = aws_sqs_queue.events[0].id
  policy    = data.aws_iam_policy_document.queue[0].json
}

resource "aws_cloudwatch_event_rule" "changes" {
  count         = var.create_queue ? 1 : 0
  name          = var.queue_name
  description   = "Changes of Identity Center, its directory and the organization, for idc-doctor"
  event_pattern = file("${path.module}/event-pattern.json")
  tags          = var.tags
}

resource "aws_cloudwatch_event_target" "queue" {
  count = var.create_queue ? 1 : 0
  rule  = aws_cloudwatch_event_rule.changes[0].name
  arn   = aws_sqs_queue.events[0].arn
}

resource "aws_cloudwatch_event_permission" "forwarding" {
  for_each     = var.create_queue ? toset(var.forwarding_account_ids) : []
  principal    = each.value
  statement_id = "idc-doctor-${each.value}"
}

resource "aws_iam_role_policy" "queue" {
  count  = var.create_queue ? 1 : 0
  name   = "queue"
  role   = aws_iam_role.this.id
  policy = templatefile("${path.module}/policies/queue.json.tftpl", { partition = local.partition })
}
