variable "role_name" {
  type        = string
  default     = "idc-doctor"
  description = "Name of the role that idc-doctor works with."
}

variable "trusted_principal_arns" {
  type        = list(string)
  default     = []
  description = "ARNs of the IAM users or roles that may assume the role."
  validation {
    condition     = alltrue([for arn in var.trusted_principal_arns : can(regex("^arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:.+$", arn))])
    error_message = "Give the ARNs of IAM users, of roles, or of the root of an account."
  }
}

variable "trusted_services" {
  type        = list(string)
  default     = []
  description = "AWS services that may assume the role, such as ec2.amazonaws.com, ecs-tasks.amazonaws.com or pods.eks.amazonaws.com."
  validation {
    condition     = alltrue([for service in var.trusted_services : can(regex("^[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?$", service))])
    error_message = "Give service principals, such as ec2.amazonaws.com."
  }
}

variable "oidc_trust" {
  type = object({
    provider_arn = string
    audience     = optional(string, "sts.amazonaws.com")
    subjects     = list(string)
  })
  default     = null
  description = "OpenID Connect provider whose subjects may assume the role: GitHub Actions (repo:my-org/my-repo:ref:refs/heads/main) or a service account of an EKS cluster."
  validation {
    condition     = var.oidc_trust == null || try(length(var.oidc_trust.subjects) > 0 && !contains(var.oidc_trust.subjects, "*"), false)
    error_message = "Name the subjects that may assume the role; \"*\" would let in everybody that the provider knows."
  }
}

variable "allow_writes" {
  type        = bool
  default     = false
  description = "Lets the role also repair what idc-doctor finds (fix, provision, apply in serve). Without it the role only reads."
}

variable "audit_role_name" {
  type        = string
  default     = ""
  description = "Name of a role that is in every account and trusts this one: idc-doctor reads trust policies of entitled roles and other IAM there (audit-role in its configuration). Empty: it looks into no account."
  validation {
    condition     = can(regex("^[\\w+=,.@-]{0,64}$", var.audit_role_name))
    error_message = "Give the name of a role, without path."
  }
}

variable "create_queue" {
  type        = bool
  default     = true
  description = "Makes a queue that EventBridge fills with the changes of Identity Center, the directory and the organization. Without it idc-doctor polls CloudTrail."
}

variable "queue_name" {
  type        = string
  default     = "idc-doctor-events"
  description = "Name of the queue. The role may read queues whose name begins with idc-doctor-."
  validation {
    condition     = can(regex("^idc-doctor-[A-Za-z0-9_-]{1,60}$", var.queue_name))
    error_message = "The name has to begin with idc-doctor-."
  }
}

variable "forwarding_account_ids" {
  type        = list(string)
  default     = []
  description = "Other accounts of the organization that may forward their events to this one (module forward-events)."
  validation {
    condition     = alltrue([for id in var.forwarding_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "An account id has 12 digits."
  }
}

variable "send_to_security_hub" {
  type        = bool
  default     = false
  description = "Lets the role import findings into Security Hub."
}

variable "tags" {
  type        = map(string)
  default     = {}
  description = "Tags of everything that the module makes."
}
