/**
 * Finds everything that runs made, by tag and by name, and removes it. Needs no memory of a run: what a killed process,
 * a lost connection or another machine left is found the same way. Touches nothing else.
 */
import { fail, ok, type Result } from '../core/result.ts';
import { type AccountCaller, type CallName, type CallOutput, listIn, objectIn, textIn } from './call.ts';
import { NAME_PREFIX, RUN_TAG } from './probe-stack.ts';
import { describeStack, outputsOf, type StackPatience } from './stack.ts';

/** What finding and removing calls. */
export const CLEAN_UP_CALLS = [
  'cloudformation:DescribeStacks',
  'cloudformation:DeleteStack',
  'cognito-idp:ListUserPools',
  'cognito-idp:DescribeUserPool',
  'cognito-idp:UpdateUserPool',
  'cognito-idp:DeleteUserPoolDomain',
  'cognito-idp:DeleteUserPool',
  'ssm:DescribeParameters',
  'ssm:DeleteParameters',
  'logs:DescribeLogGroups',
  'logs:DeleteLogGroup',
  'lambda:Invoke',
] as const satisfies readonly CallName[];

/** Below it stand the parameters of every run's environments, which begin so. */
const PARAMETER_ROOT = '/signup-guard';
export const ENVIRONMENT_PREFIX = 'verify-';

/** What is there, by kind, each by what its service calls it. */
export type Leftovers = {
  readonly stacks: readonly string[];
  readonly pools: readonly string[];
  readonly parameters: readonly string[];
  readonly logGroups: readonly string[];
};

/** Everything of every run. The error names what cannot be listed: nothing may be there, or all of it. */
export async function findLeftovers(call: AccountCaller): Promise<Result<Leftovers, string>> {
  let unread = '';
  const listing: AccountCaller = async (name, input) => {
    const answer = await call(name, input);
    if (!answer.ok && unread === '') unread = `${name}: ${answer.error.name}`;
    return answer;
  };
  const [stacks, pools, parameters, logGroups] = await Promise.all([
    stacksOfRuns(listing),
    poolsOfRuns(listing),
    parametersOfRuns(listing),
    logGroupsOfRuns(listing),
  ]);
  return unread === '' ? ok({ stacks, pools, parameters, logGroups }) : fail(unread);
}

/** How much is there, by kind; a kind of which nothing is there has no entry. */
export function countLeftovers(leftovers: Leftovers): Readonly<Record<string, number>> {
  const counts = Object.entries(leftovers).map(([kind, names]) => [kind, names.length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** All pages of a listing. */
async function pages(
  call: AccountCaller,
  name: CallName,
  input: CallOutput,
  token: readonly [asked: string, answered: string] = ['NextToken', 'NextToken'],
): Promise<readonly CallOutput[]> {
  const all: CallOutput[] = [];
  let next = '';
  do {
    const answer = await call(name, next === '' ? input : { ...input, [token[0]]: next });
    if (!answer.ok) break;
    all.push(answer.output);
    next = textIn(answer.output, token[1]);
  } while (next !== '');
  return all;
}

async function stacksOfRuns(call: AccountCaller): Promise<readonly string[]> {
  const found = (await pages(call, 'cloudformation:DescribeStacks', {})).flatMap((page) => listIn(page, 'Stacks'));
  const ours = found.filter(
    (stack) =>
      textIn(stack, 'StackName').startsWith(`${NAME_PREFIX}-`) &&
      textIn(stack, 'StackStatus') !== 'DELETE_COMPLETE' &&
      listIn(stack, 'Tags').some((tag) => textIn(tag, 'Key') === RUN_TAG),
  );
  // the product's stacks before the probes', whose bucket and function they use
  return ours
    .map((stack) => textIn(stack, 'StackName'))
    .toSorted((a, b) => Number(a.endsWith('-probes')) - Number(b.endsWith('-probes')) || (a < b ? -1 : 1));
}

/** Pools by tag; the name alone is not enough to delete somebody's pool. */
async function poolsOfRuns(call: AccountCaller): Promise<readonly string[]> {
  const ours: string[] = [];
  for (const { id, name } of await allPools(call)) {
    if (!name.startsWith(NAME_PREFIX)) continue;
    const described = await call('cognito-idp:DescribeUserPool', { UserPoolId: id });
    const tags = described.ok ? objectIn(objectIn(described.output, 'UserPool'), 'UserPoolTags') : {};
    if (textIn(tags, RUN_TAG) !== '') ours.push(id);
  }
  return ours;
}

/** Every pool of account and Region. */
export async function allPools(
  call: AccountCaller,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const found = (await pages(call, 'cognito-idp:ListUserPools', { MaxResults: 60 })).flatMap((page) =>
    listIn(page, 'UserPools'),
  );
  return found.map((pool) => ({ id: textIn(pool, 'Id'), name: textIn(pool, 'Name') }));
}

/** By name alone: a read by path would also bring what stands in everybody's parameters. */
async function parametersOfRuns(call: AccountCaller): Promise<readonly string[]> {
  const begins = { Key: 'Name', Option: 'BeginsWith', Values: [`${PARAMETER_ROOT}/${ENVIRONMENT_PREFIX}`] };
  const found = await pages(call, 'ssm:DescribeParameters', { ParameterFilters: [begins] });
  return found.flatMap((page) => listIn(page, 'Parameters')).map((parameter) => textIn(parameter, 'Name'));
}

/** Lambda's own groups, and the decision log, which outlives its stack on purpose. */
const LOG_GROUPS = [`/aws/lambda/${NAME_PREFIX}-`, `${NAME_PREFIX}-`];

async function logGroupsOfRuns(call: AccountCaller): Promise<readonly string[]> {
  const found = LOG_GROUPS.map((logGroupNamePrefix) =>
    pages(call, 'logs:DescribeLogGroups', { logGroupNamePrefix }, ['nextToken', 'nextToken']),
  );
  const groups = (await Promise.all(found)).flat().flatMap((page) => listIn(page, 'logGroups'));
  return groups.map((group) => textIn(group, 'logGroupName'));
}

/** A page of DeleteParameters. */
const PARAMETERS_A_CALL = 10;

/** Removes all of it, in the order in which nothing calls what is gone; gives what is still there afterwards. */
export async function removeLeftovers(
  call: AccountCaller,
  patience: StackPatience,
  told: (what: string) => void,
): Promise<Result<Leftovers, string>> {
  const found = await findLeftovers(call);
  if (!found.ok) return found;
  const { stacks, pools } = found.value;
  for (const UserPoolId of pools) await removeDomain(call, UserPoolId);
  for (const stack of stacks) {
    told(`stack ${stack}`);
    await removeStack(call, stack, patience);
  }
  const left = await findLeftovers(call);
  if (!left.ok) return left;
  const rest = left.value;
  for (const UserPoolId of rest.pools) {
    told(`pool ${UserPoolId}`);
    await removePool(call, UserPoolId);
  }
  for (let from = 0; from < rest.parameters.length; from += PARAMETERS_A_CALL) {
    await call('ssm:DeleteParameters', { Names: rest.parameters.slice(from, from + PARAMETERS_A_CALL) });
  }
  for (const logGroupName of rest.logGroups) await call('logs:DeleteLogGroup', { logGroupName });
  return findLeftovers(call);
}

/** A bucket with something in it stops its stack's deletion, so the run's own function empties it first. */
async function removeStack(call: AccountCaller, StackName: string, { pause, pollMs }: StackPatience): Promise<void> {
  const stack = await describeStack(call, StackName);
  if (stack === null) return;
  const { Bucket, ProbeFunction } = outputsOf(stack);
  if (Bucket !== undefined && ProbeFunction !== undefined) {
    await call('lambda:Invoke', { FunctionName: ProbeFunction, Payload: JSON.stringify({ empty: Bucket }) });
  }
  await call('cloudformation:DeleteStack', { StackName });
  for (let poll = 0; poll < 240; poll += 1) {
    const status = textIn((await describeStack(call, StackName)) ?? {}, 'StackStatus');
    if (status === '' || status === 'DELETE_COMPLETE' || status === 'DELETE_FAILED') return;
    await pause(pollMs);
  }
}

/** A pool with a domain cannot be deleted, by its stack neither. */
async function removeDomain(call: AccountCaller, UserPoolId: string): Promise<void> {
  const described = await call('cognito-idp:DescribeUserPool', { UserPoolId });
  const Domain = described.ok ? textIn(objectIn(described.output, 'UserPool'), 'Domain') : '';
  if (Domain !== '') await call('cognito-idp:DeleteUserPoolDomain', { UserPoolId, Domain });
}

/** A created pool is kept by its stack on purpose, and may be protected: the run takes its own away all the same. */
async function removePool(call: AccountCaller, UserPoolId: string): Promise<void> {
  const described = await call('cognito-idp:DescribeUserPool', { UserPoolId });
  const pool = described.ok ? objectIn(described.output, 'UserPool') : {};
  if (textIn(pool, 'DeletionProtection') === 'ACTIVE') {
    await call('cognito-idp:UpdateUserPool', { UserPoolId, DeletionProtection: 'INACTIVE' });
  }
  await call('cognito-idp:DeleteUserPool', { UserPoolId });
}
