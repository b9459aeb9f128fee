/** Accounts of the organization, IAM in them, policies above them, and who may administer Identity Center. */
import { POLICY_NAMES } from "../beginning.ts";
import { alive, oneOf, tell, wasDone } from "../world.ts";
import type { Step } from "./step.ts";

const ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
const members = (world: Parameters<Step>[0]) => alive(world.accounts).filter(({ id }) => id !== world.management);

export const accountSteps: Readonly<Record<string, Step>> = {
  "close-account": async (world) => {
    const account = oneOf(world, members(world));
    if (!account) return undefined;
    const answer = await world.api.call("organizations", "CloseAccount", { AccountId: account.id });
    return tell(`close ${account.name}`, answer);
  },
  "remove-account": async (world) => {
    const account = oneOf(world, members(world));
    if (!account) return undefined;
    const answer = await world.api.call("organizations", "RemoveAccountFromOrganization", { AccountId: account.id });
    if (wasDone(answer)) account.goneAt = await world.now();
    return tell(`remove ${account.name} from the organization`, answer);
  },
  "create-policy-in-account": async (world) => {
    const [account, PolicyName] = [oneOf(world, alive(world.accounts)), world.random.pick(POLICY_NAMES)];
    if (!account) return undefined;
    const answer = await world.api.iam(account.id, { Action: "CreatePolicy", PolicyName, PolicyDocument: ALLOW });
    return tell(`create the policy ${PolicyName} in ${account.name}`, answer);
  },
  "delete-policy-in-account": async (world) => {
    const [account, name] = [oneOf(world, alive(world.accounts)), world.random.pick(POLICY_NAMES)];
    if (!account) return undefined;
    const answer = await world.api.iam(account.id, {
      Action: "DeletePolicy",
      PolicyArn: `arn:aws:iam::${account.id}:policy/${name}`,
    });
    return tell(`delete the policy ${name} in ${account.name}`, answer);
  },
  "deny-everything-by-scp": async (world) => {
    const account = oneOf(world, members(world));
    if (!account) return undefined;
    const made = await world.api.call("organizations", "CreatePolicy", {
      Name: `deny-${world.policies.length}-${world.random.below(1e6)}`,
      Description: "",
      Type: "SERVICE_CONTROL_POLICY",
      Content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
    });
    if (!wasDone(made)) return tell("create an SCP", made);
    const { Id } = (made.output["Policy"] as { PolicySummary: { Id: string } }).PolicySummary;
    world.policies.push(Id);
    const answer = await world.api.call("organizations", "AttachPolicy", { PolicyId: Id, TargetId: account.id });
    return tell(`deny s3 in ${account.name} by an SCP`, answer);
  },
  "register-delegate": async (world) => {
    const account = oneOf(world, members(world));
    if (!account) return undefined;
    const answer = await world.api.call("organizations", "RegisterDelegatedAdministrator", {
      AccountId: account.id,
      ServicePrincipal: "sso.amazonaws.com",
    });
    return tell(`register ${account.name} as delegated administrator`, answer);
  },
};
