/** Whoever runs the command: a user of the local AWS, which evaluates policies, with the rights that `--plan` prints and no other. */
import { readFileSync } from 'node:fs';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { planRun } from '../../src/account/plan.ts';

/** The name of the user that every test runs as. */
export const RUNNER = 'runner';

/** Makes a user, with the printed rights but those, and gives the variables of their keys. */
export async function makeRunner(
  UserName: string,
  endpoint: string,
  without: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> {
  // the local AWS takes this key for the account's own
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const iam = new IAMClient({ endpoint, region: 'us-east-1', credentials });
  const { permissions } = planRun(1);
  const Statement = permissions.Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((action) => !without.includes(action)),
  }));
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({ ...permissions, Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'printed', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  iam.destroy();
  return {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
  };
}

/** What a user asked for, judged by the local AWS. */
export function askedBy(
  UserName: string,
): readonly { readonly action: string; readonly resource: string; readonly allowed: boolean }[] {
  const lines = readFileSync(process.env['IAM_REQUESTS'] ?? '', 'utf8')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => JSON.parse(line)).filter(({ principal }) => principal.endsWith(`:user/${UserName}`));
}

/** What was denied them, each once. */
export function deniedTo(UserName: string): readonly string[] {
  return [
    ...new Set(
      askedBy(UserName).flatMap(({ action, resource, allowed }) => (allowed ? [] : [`${action} ${resource}`])),
    ),
  ];
}
