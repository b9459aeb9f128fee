output "role_arn" {
  value       = aws_iam_role.this.arn
  description = "ARN of the role."
}

output "queue_url" {
  value       = one(aws_sqs_queue.events[*].id)
  description = "Address of the queue; null without a queue."
}
