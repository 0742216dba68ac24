/**
 * What a request to AWS asks for (Service Authorization Reference), and whether a role's statements allow it, by an
 * evaluator that is not ours.
 */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { textsOf } from '../../src/core/json.ts';
import { ACCOUNT, type Labelled, REGION } from './template.ts';

/** One action on one resource, with what conditions may look at. */
export type Asked = {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
};

type Body = Readonly<Record<string, unknown>>;

/** All that one call of Parameter Store or Cognito asks for. */
export function askedBy(service: 'ssm' | 'cognito-idp', operation: string, body: Body): readonly Asked[] {
  return service === 'ssm' ? askedOfParameters(operation, body) : askedOfPool(operation, body);
}

function askedOfParameters(operation: string, body: Body): readonly Asked[] {
  const names = typeof body['Name'] === 'string' ? [body['Name']] : textsOf(body['Names']);
  const resources = typeof body['Path'] === 'string' ? [body['Path']] : names;
  const context = operation === 'PutParameter' ? { 'ssm:Overwrite': String(body['Overwrite'] === true) } : {};
  return resources.map((name) => ({
    action: `ssm:${operation}`,
    resource: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name.replace(/^\//u, '')}`,
    context,
  }));
}

/** An update hands the pool's SMS role on and writes its tags again. */
function askedOfPool(operation: string, body: Body): readonly Asked[] {
  const resource = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${String(body['UserPoolId'])}`;
  const asked = [{ action: `cognito-idp:${operation}`, resource, context: {} }];
  if (operation !== 'UpdateUserPool') return asked;
  const tags = Object.keys((body['UserPoolTags'] ?? {}) as Body).length > 0;
  const role = String(((body['SmsConfiguration'] ?? {}) as Body)['SnsCallerArn'] ?? '');
  return [
    ...asked,
    ...(tags ? [{ action: 'cognito-idp:TagResource', resource, context: {} }] : []),
    ...(role === ''
      ? []
      : [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } }]),
  ];
}

/** The labels of the statements that allow it; none when it is denied. */
export async function allowedBy(
  statements: readonly Labelled[],
  asked: Asked,
  account = ACCOUNT,
): Promise<readonly string[]> {
  const answer = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/of-the-stack`,
        action: asked.action,
        resource: { resource: asked.resource, accountId: account },
        contextVariables: { ...asked.context },
      },
      identityPolicies: statements.map(({ label, statement }) => ({
        name: label,
        policy: { Version: '2012-10-17', Statement: [statement] },
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(`${asked.action} ${asked.resource}: ${JSON.stringify(answer)}`);
  if (answer.resultType !== 'single' || answer.overallResult !== 'Allowed') return [];
  return answer.result.analysis?.identityAnalysis?.allowStatements.map(({ policyId }) => policyId ?? '') ?? [];
}
