"""A program as people write it against moto's server: boto3, any credentials, account 123456789012. Prints what it saw as JSON."""
import json
import os
import sys
import time
import urllib.request

import boto3
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
ACCOUNT = "123456789012"
os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION="us-east-1")
seen = []


def see(name, value):
    seen.append([name, value])


def refused(name, call, **arguments):
    try:
        call(**arguments)
        see(name, "accepted")
    except ClientError as error:
        see(name, error.response["Error"]["Code"])


urllib.request.urlopen(urllib.request.Request(endpoint + "/moto-api/reset", method="POST"))
sso = boto3.client("sso-admin", endpoint_url=endpoint)
store = boto3.client("identitystore", endpoint_url=endpoint)
sts = boto3.client("sts", endpoint_url=endpoint)

see("account", sts.get_caller_identity()["Account"])
[instance] = sso.list_instances()["Instances"]
see("instance", [instance["Status"], instance["OwnerAccountId"]])
arn, store_id = instance["InstanceArn"], instance["IdentityStoreId"]

# Users
person = dict(IdentityStoreId=store_id, UserName="ana", DisplayName="Ana Diaz", Name={"GivenName": "Ana", "FamilyName": "Diaz"})
user_id = store.create_user(**person, Emails=[{"Value": "ana@example.com", "Type": "work", "Primary": True}])["UserId"]
user = store.describe_user(IdentityStoreId=store_id, UserId=user_id)
see("user", [user["UserName"], user["DisplayName"], user["Name"]["GivenName"], user["Emails"][0]["Value"]])
found = store.get_user_id(
    IdentityStoreId=store_id,
    AlternateIdentifier={"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "ana"}},
)
see("found user", found["UserId"] == user_id)
refused("user twice", store.create_user, **person)
refused("user without name", store.create_user, IdentityStoreId=store_id, UserName="bo", DisplayName="Bo")
refused("no such user", store.describe_user, IdentityStoreId=store_id, UserId="906d9a0e-1111-2222-3333-444455556666")
see("users", [one["UserName"] for one in store.list_users(IdentityStoreId=store_id)["Users"]])

# Groups and memberships
group_id = store.create_group(IdentityStoreId=store_id, DisplayName="Readers", Description="all")["GroupId"]
see("group", store.describe_group(IdentityStoreId=store_id, GroupId=group_id)["DisplayName"])
refused("group twice", store.create_group, IdentityStoreId=store_id, DisplayName="Readers")
membership = store.create_group_membership(IdentityStoreId=store_id, GroupId=group_id, MemberId={"UserId": user_id})["MembershipId"]
members = store.list_group_memberships(IdentityStoreId=store_id, GroupId=group_id)["GroupMemberships"]
see("members", [one["MemberId"]["UserId"] == user_id for one in members])
of_user = store.list_group_memberships_for_member(IdentityStoreId=store_id, MemberId={"UserId": user_id})["GroupMemberships"]
see("groups of the user", [one["GroupId"] == group_id for one in of_user])

# Pages
for number in range(25):
    store.create_group(IdentityStoreId=store_id, DisplayName=f"group-{number:02}")
pages = store.get_paginator("list_groups").paginate(IdentityStoreId=store_id, PaginationConfig={"PageSize": 10})
see("pages of groups", [len(page["Groups"]) for page in pages])

# Permission sets
made = sso.create_permission_set(
    InstanceArn=arn, Name="ReadOnly", Description="to look", SessionDuration="PT4H", RelayState="https://example.com"
)["PermissionSet"]
set_arn = made["PermissionSetArn"]
see("permission set", [made["Name"], made["Description"], made["SessionDuration"], made["RelayState"]])
sso.update_permission_set(InstanceArn=arn, PermissionSetArn=set_arn, Description="to read", SessionDuration="PT4H")
described = sso.describe_permission_set(InstanceArn=arn, PermissionSetArn=set_arn)["PermissionSet"]
see("updated", [described["Description"], described["SessionDuration"]])
policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]})
on_set = dict(InstanceArn=arn, PermissionSetArn=set_arn)
sso.put_inline_policy_to_permission_set(**on_set, InlinePolicy=policy)
see("inline", json.loads(sso.get_inline_policy_for_permission_set(**on_set)["InlinePolicy"])["Statement"][0]["Action"])
sso.delete_inline_policy_from_permission_set(**on_set)
see("inline gone", sso.get_inline_policy_for_permission_set(**on_set).get("InlinePolicy", ""))
managed = "arn:aws:iam::aws:policy/ReadOnlyAccess"
sso.attach_managed_policy_to_permission_set(**on_set, ManagedPolicyArn=managed)
refused("attached twice", sso.attach_managed_policy_to_permission_set, **on_set, ManagedPolicyArn=managed)
see("managed", sso.list_managed_policies_in_permission_set(**on_set)["AttachedManagedPolicies"])
reference = {"Name": "Own", "Path": "/team/"}
sso.attach_customer_managed_policy_reference_to_permission_set(**on_set, CustomerManagedPolicyReference=reference)
see("own", sso.list_customer_managed_policy_references_in_permission_set(**on_set)["CustomerManagedPolicyReferences"])
sso.detach_customer_managed_policy_reference_from_permission_set(**on_set, CustomerManagedPolicyReference=reference)
refused(
    "own detached twice",
    sso.detach_customer_managed_policy_reference_from_permission_set,
    **on_set,
    CustomerManagedPolicyReference=reference,
)

# Assignments, waited for as one must
assignment = dict(
    **on_set, TargetId=ACCOUNT, TargetType="AWS_ACCOUNT", PrincipalType="USER", PrincipalId=user_id
)


def ended(describe, name, key, request_id):
    for _ in range(200):
        status = describe(InstanceArn=arn, **{key: request_id})[name]
        if status["Status"] != "IN_PROGRESS":
            return status["Status"]
        time.sleep(0.05)
    return "never"


request = sso.create_account_assignment(**assignment)["AccountAssignmentCreationStatus"]
see(
    "assigned",
    ended(
        sso.describe_account_assignment_creation_status,
        "AccountAssignmentCreationStatus",
        "AccountAssignmentCreationRequestId",
        request["RequestId"],
    ),
)
rows = sso.list_account_assignments(InstanceArn=arn, AccountId=ACCOUNT, PermissionSetArn=set_arn)["AccountAssignments"]
see("assignments", [[one["AccountId"], one["PrincipalType"], one["PrincipalId"] == user_id] for one in rows])
rows = sso.list_account_assignments_for_principal(InstanceArn=arn, PrincipalId=user_id, PrincipalType="USER")["AccountAssignments"]
see("assignments of the user", [[one["AccountId"], one["PermissionSetArn"] == set_arn] for one in rows])
request = sso.provision_permission_set(**on_set, TargetType="AWS_ACCOUNT", TargetId=ACCOUNT)["PermissionSetProvisioningStatus"]
see("provisioned to", [one == set_arn for one in sso.list_permission_sets_provisioned_to_account(InstanceArn=arn, AccountId=ACCOUNT)["PermissionSets"]])
see("accounts", sso.list_accounts_for_provisioned_permission_set(**on_set)["AccountIds"])
request = sso.delete_account_assignment(**assignment)["AccountAssignmentDeletionStatus"]
see(
    "unassigned",
    ended(
        sso.describe_account_assignment_deletion_status,
        "AccountAssignmentDeletionStatus",
        "AccountAssignmentDeletionRequestId",
        request["RequestId"],
    ),
)
see("no assignments", sso.list_account_assignments(InstanceArn=arn, AccountId=ACCOUNT, PermissionSetArn=set_arn)["AccountAssignments"])

# And away
sso.delete_permission_set(**on_set)
refused("no such set", sso.describe_permission_set, **on_set)
store.delete_group_membership(IdentityStoreId=store_id, MembershipId=membership)
store.delete_group(IdentityStoreId=store_id, GroupId=group_id)
store.delete_user(IdentityStoreId=store_id, UserId=user_id)
see("nobody", [one["UserName"] for one in store.list_users(IdentityStoreId=store_id)["Users"]])

# What moto takes and AWS refuses
see("differences", None)
unknown = "arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-0000000000000000"
refused("assignments of no set", sso.list_account_assignments, InstanceArn=arn, AccountId=ACCOUNT, PermissionSetArn=unknown)
refused("sets of no instance", sso.list_permission_sets, InstanceArn="arn:aws:sso:::instance/ssoins-0000000000000000")
refused("assignment of no set", sso.create_account_assignment, **{**assignment, "PermissionSetArn": unknown})
refused("groups of no store", store.list_groups, IdentityStoreId="d-0000000000")
refused("any page token", sso.list_permission_sets, InstanceArn=arn, NextToken="anything")
refused("a name that is none", sso.create_permission_set, InstanceArn=arn, Name="no spaces allowed")
refused("a session of a week", sso.create_permission_set, InstanceArn=arn, Name="Week", SessionDuration="a week")
refused("membership of nobody", store.create_group_membership, IdentityStoreId=store_id, GroupId="906d9a0e-1111-2222-3333-444455556666", MemberId={"UserId": "906d9a0e-1111-2222-3333-444455556666"})
print(json.dumps(seen))
