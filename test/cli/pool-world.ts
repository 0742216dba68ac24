/**
 * A pool and functions behind AWS's own protocol, for `attach` and `detach`: the pool resets what an update leaves out,
 * each function has a resource policy a qualifier, and IAM tells what a role may do.
 */
import type { RawObject } from '../../src/core/json.ts';
import type { Answer, Operation } from '../aws/json-server.ts';
import { updatedPool } from '../pool/random-pool.ts';

/** The pool. */
export const ID = 'us-east-1_EXAMPLE';
/** The pool as policies name it. */
export const POOL_ARN = `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${ID}`;
/** Our function, as the pool calls it. */
export const GUARD = 'arn:aws:lambda:us-east-1:123456789012:function:guard:live';
/** Somebody else's function. */
export const THEIRS = 'arn:aws:lambda:us-east-1:123456789012:function:theirs';
/** The statement that attaching adds. */
export const SID = `signup-guard-${ID}`;

const FUNCTIONS = '/2015-03-31/functions/*';
const GONE: Answer = { error: 'ResourceNotFoundException', status: 404 };
const FORBIDDEN: Answer = { error: 'AccessDeniedException', status: 403 };

/** A function: its configuration, and the statements of its qualifiers, the plain function's under ''. */
export type WorldFunction = {
  configuration: RawObject;
  readonly policies: Map<string, Map<string, RawObject>>;
};

/** What tests look at and change; a spoiled write loses the pool's tags. */
export type PoolWorld = {
  /** Null once it is deleted. */
  pool: RawObject | null;
  readonly functions: Map<string, WorldFunction>;
  spoiled: boolean;
  /** Actions that whoever runs the commands may not call, as `UpdateUserPool` or `GET policy`. */
  readonly forbidden: Set<string>;
  /** What IAM says the guard's role may not do. */
  denied: readonly string[];
};

/** The pool with a trigger, or with none. */
export function poolWith(preSignUp: string | null): RawObject {
  return {
    Id: ID,
    Name: 'members',
    Arn: POOL_ARN,
    UserPoolTier: 'PLUS',
    MfaConfiguration: 'ON',
    UserPoolTags: { owner: 'members' },
    LambdaConfig:
      preSignUp === null ? { PostConfirmation: THEIRS } : { PostConfirmation: THEIRS, PreSignUp: preSignUp },
  };
}

/** A statement as Lambda writes it for a pool. */
export function statementFor(sid: string, condition?: RawObject): RawObject {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: 'cognito-idp.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Condition: condition ?? {
      ArnLike: { 'AWS:SourceArn': POOL_ARN },
      StringEquals: { 'AWS:SourceAccount': '123456789012' },
    },
  };
}

/** The guard, and somebody else's function that the pool may call; the pool calls what is named. */
export function poolWorld(preSignUp: string | null = null): PoolWorld {
  const guard = {
    Role: 'arn:aws:iam::123456789012:role/guard',
    Environment: { Variables: { POLICY_PARAMETER: '/signup-guard/dev/policy' } },
  };
  const world: PoolWorld = {
    pool: poolWith(preSignUp),
    functions: new Map([
      ['guard', { configuration: guard, policies: new Map() }],
      ['theirs', { configuration: {}, policies: new Map([['', new Map([['by-hand', statementFor('by-hand')]])]]) }],
    ]),
    spoiled: false,
    forbidden: new Set(),
    denied: [],
  };
  if (preSignUp === GUARD) grant(world, GUARD);
  return world;
}

/** Lets the pool call a function, as `attach` does. */
export function grant(world: PoolWorld, arn: string): void {
  const { fn, qualifier } = functionAt(world, arn);
  fn?.policies.set(qualifier, (fn.policies.get(qualifier) ?? new Map()).set(SID, statementFor(SID)));
}

/** The statements of exactly that qualifier. */
export function statementsOf(world: PoolWorld, arn: string): readonly RawObject[] {
  const { fn, qualifier } = functionAt(world, arn);
  return [...(fn?.policies.get(qualifier)?.values() ?? [])];
}

function functionAt(world: PoolWorld, arn: string) {
  const [name = '', qualifier = ''] = arn.split(':function:')[1]?.split(':') ?? [];
  return { fn: world.functions.get(name), qualifier };
}

/** What the account answers. */
export function operationsOf(world: PoolWorld): Readonly<Record<string, Operation>> {
  const operations: Readonly<Record<string, Operation>> = {
    DescribeUserPool: () => (world.pool === null ? GONE : { body: { UserPool: world.pool } }),
    GetUserPoolMfaConfig: () =>
      world.pool === null ? GONE : { body: { MfaConfiguration: world.pool['MfaConfiguration'] } },
    UpdateUserPool: (request) => {
      if (world.pool === null) return GONE;
      const { UserPoolTags: _, ...rest } = request;
      world.pool = updatedPool(world.pool, world.spoiled ? rest : request);
      world.spoiled = false;
      return { body: {} };
    },
    SimulatePrincipalPolicy: () => ({ body: simulation(world.denied) }),
    [`GET ${FUNCTIONS}/policy`]: (_input, path) => {
      const statements = [...(policyAt(world, path)?.values() ?? [])];
      return statements.length === 0 ? GONE : { body: { Policy: JSON.stringify({ Statement: statements }) } };
    },
    [`POST ${FUNCTIONS}/policy`]: (input, path) => addPermission(world, input, path),
    [`DELETE ${FUNCTIONS}/policy/*`]: (_input, path) =>
      policyAt(world, path)?.delete(lastWord(path)) ? { body: {} } : GONE,
    [`GET ${FUNCTIONS}/configuration`]: (_input, path) => {
      const fn = world.functions.get(nameIn(path));
      return fn === undefined ? GONE : { body: fn.configuration };
    },
  };
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (input: Record<string, unknown>, path: string) =>
        world.forbidden.has(shortName(name)) ? FORBIDDEN : operation(input, path),
    ]),
  );
}

/** `GET policy` for a call by method and path; the others have names. */
export function shortName(operation: string): string {
  const [method = '', path] = operation.split(' ');
  const words = path?.split('?')[0]?.split('/') ?? [];
  return path === undefined ? method : `${method} ${words.includes('policy') ? 'policy' : words.at(-1)}`;
}

function addPermission(world: PoolWorld, input: Record<string, unknown>, path: string): Answer {
  const fn = world.functions.get(nameIn(path));
  if (fn === undefined) return GONE;
  const [sid, qualifier] = [String(input['StatementId']), qualifierIn(path)];
  const statements = fn.policies.get(qualifier) ?? new Map();
  if (statements.has(sid)) return { error: 'ResourceConflictException', status: 409 };
  const { SourceArn, SourceAccount } = input;
  const condition = {
    ArnLike: { 'AWS:SourceArn': SourceArn },
    StringEquals: { 'AWS:SourceAccount': SourceAccount },
  };
  fn.policies.set(qualifier, statements.set(sid, statementFor(sid, condition)));
  return { body: {} };
}

function policyAt(world: PoolWorld, path: string): Map<string, RawObject> | undefined {
  return world.functions.get(nameIn(path))?.policies.get(qualifierIn(path));
}

/** The function of a path, which names it by its ARN. */
function nameIn(path: string): string {
  const [, named = ''] = decodeURIComponent(path).split('/functions/');
  return named.split('/')[0]?.split(':function:')[1] ?? '';
}

function qualifierIn(path: string): string {
  return new URL(path, 'http://local').searchParams.get('Qualifier') ?? '';
}

function lastWord(path: string): string {
  return path.split('?')[0]?.split('/').at(-1) ?? '';
}

function simulation(denied: readonly string[]): string {
  const members = ['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser'].map((action) => {
    const decision = denied.includes(action) ? 'implicitDeny' : 'allowed';
    return `<member><EvalActionName>${action}</EvalActionName><EvalDecision>${decision}</EvalDecision></member>`;
  });
  const results = `<EvaluationResults>${members.join('')}</EvaluationResults>`;
  return `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult>${results}</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
}
