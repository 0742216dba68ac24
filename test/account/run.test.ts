/** The run itself, whatever goes wrong: nothing begun in the wrong account, everything removed, nothing claimed that nobody saw. */
import { describe, expect, it } from 'vitest';
import type { AccountCaller, CallAnswer, CallOutput } from '../../src/account/call.ts';
import type { AccountProbe } from '../../src/account/probe.ts';
import { NAME_PREFIX, RUN_TAG } from '../../src/account/probe-stack.ts';
import { type Hands, runOnAccount } from '../../src/account/run.ts';
import { STEPS } from '../../src/account/steps/registry.ts';
import type { ProductStep } from '../../src/account/steps/step.ts';
import { fail, ok } from '../../src/core/result.ts';

const answered = (output: CallOutput): CallAnswer => ({ ok: true, output });
const refused = (name: string): CallAnswer => ({
  ok: false,
  error: { name, message: name, reasons: [], item: false },
});

/** An account that has what a run makes, until the run deletes it; `more` answers first. */
function account(more: Readonly<Record<string, (nth: number) => CallAnswer | undefined>> = {}) {
  const made: string[] = [];
  const counts = new Map<string, number>();
  const stack = () => ({
    StackName: `${NAME_PREFIX}-x-probes`,
    StackStatus: 'CREATE_COMPLETE',
    Tags: [{ Key: RUN_TAG, Value: 'x' }],
  });
  const call: AccountCaller = async (name, input) => {
    const nth = counts.get(name) ?? 0;
    counts.set(name, nth + 1);
    made.push(name);
    const first = more[name]?.(nth);
    if (first !== undefined) return first;
    const there = made.includes('cloudformation:CreateStack') && !made.includes('cloudformation:DeleteStack');
    if (name === 'cloudformation:DescribeStacks') {
      if (there) return answered({ Stacks: [stack()] });
      return 'StackName' in input ? refused('ValidationError') : answered({ Stacks: [] });
    }
    return answered({});
  };
  return { call, made };
}

function hands(call: AccountCaller, more: Partial<Hands> = {}): Hands {
  return {
    ...{ call, now: () => 0, unique: () => 'u1', stopped: () => false, told: () => {} },
    ...{ pause: async () => {}, pollMs: 1 },
    pages: { ask: async () => null, domainUrl: (official) => official },
    workshop: async () => fail('no folder'),
    ...more,
  };
}

const OPTIONS = {
  ...{ run: 'x', region: 'us-east-1', package: '0', signUps: 1, patience: 1, shared: false },
  ...{ probes: [], steps: [] },
};

const signUp: AccountProbe = {
  ...{ id: 'p', question: 'q', fact: 'F1.1', calls: ['cognito-idp:SignUp'], answers: {} },
  ask: async ({ call }) => {
    await call('cognito-idp:SignUp', {});
    return { answer: 'x' };
  },
};

describe('a run', () => {
  it('removes everything after a folder that breaks, and reports what the probes saw', async () => {
    const { call, made } = account();
    const workshop = () => Promise.reject(new Error('no space left on device'));

    const report = await runOnAccount(hands(call, { workshop }), { ...OPTIONS, probes: [signUp], steps: STEPS });

    expect(made).toContain('cloudformation:DeleteStack');
    expect(report).toMatchObject({
      ok: true,
      value: {
        probes: [{ id: 'p' }],
        steps: [{ id: 'folder', ok: false, said: 'no space left on device' }],
        cost: { users: 1, usd: 0.02 },
        left: {},
      },
    });
  });

  it('refuses a step what it does not declare', async () => {
    const { call, made } = account();
    const said: string[] = [];
    const sly: ProductStep = {
      ...{ id: 'build', what: 'w', calls: [] },
      take: async (product) => {
        const answer = await product.call('lambda:Invoke', {});
        said.push(answer.ok ? 'done' : answer.error.name);
        return { ok: true, said: '' };
      },
    };
    const told = async () => ({ exitCode: 0, output: '' });
    const workshop = async () => ok({ sam: told, guard: told, write: async () => {} });

    await runOnAccount(hands(call, { workshop }), { ...OPTIONS, steps: [sly] });

    expect(said).toEqual(['NotDeclared']);
    expect(made).not.toContain('lambda:Invoke');
  });

  it('takes a pool for working whose account has used up its mails', async () => {
    const { call } = account({ 'cognito-idp:SignUp': () => refused('LimitExceededException') });
    const told = async () => ({ exitCode: 0, output: '' });
    const workshop = async () => ok({ sam: told, guard: told, write: async () => {} });
    const step: ProductStep = { id: 's', what: 'w', calls: [], take: async () => ({ ok: true, said: 'fine' }) };

    const report = await runOnAccount(hands(call, { workshop }), { ...OPTIONS, steps: [step] });

    expect(report).toMatchObject({ value: { steps: [{ ok: true, said: 'fine' }] } });
  });

  it.each([
    'cognito-idp:ListUserPools',
    'ssm:DescribeParameters',
    'logs:DescribeLogGroups',
    'cloudformation:DescribeStacks',
  ])('begins nothing where %s is refused', async (name) => {
    const { call, made } = account({ [name]: () => refused('AccessDenied') });

    const report = await runOnAccount(hands(call), OPTIONS);

    expect(report).toEqual(fail(`the account cannot be read: ${name}: AccessDenied`));
    expect(made).not.toContain('cloudformation:CreateStack');
  });

  it('does not say that nothing is left where it could not look', async () => {
    const { call } = account({ 'ssm:DescribeParameters': (nth) => (nth === 0 ? undefined : refused('TimeoutError')) });

    expect(await runOnAccount(hands(call), OPTIONS)).toMatchObject({ ok: true, value: { left: { unread: 1 } } });
  });

  it('begins nothing beside pools that no run made, unless told to', async () => {
    const others = () => answered({ UserPools: [{ Id: 'us-east-1_shop', Name: 'shop' }] });
    const { call, made } = account({ 'cognito-idp:ListUserPools': others });

    expect((await runOnAccount(hands(call), OPTIONS)).ok).toBe(false);
    expect(made).not.toContain('cloudformation:CreateStack');
    expect(await runOnAccount(hands(call), { ...OPTIONS, shared: true })).toMatchObject(ok({ left: {} }));
  });

  it('takes the domain of a pool away before its stack', async () => {
    const pool = { Id: 'us-east-1_a', Name: `${NAME_PREFIX}-x-alias`, UserPoolTags: { [RUN_TAG]: 'x' }, Domain: 'd' };
    let there = false;
    const { call, made } = account({
      'cloudformation:CreateStack': () => {
        there = true;
        return undefined;
      },
      'cloudformation:DeleteStack': () => {
        there = false;
        return undefined;
      },
      'cognito-idp:ListUserPools': () => answered({ UserPools: there ? [pool] : [] }),
      'cognito-idp:DescribeUserPool': () => answered({ UserPool: pool }),
    });

    await runOnAccount(hands(call), OPTIONS);

    const order = made.filter((name) => /:Delete(?:UserPoolDomain|Stack)$/u.test(name));
    expect(order).toEqual(['cognito-idp:DeleteUserPoolDomain', 'cloudformation:DeleteStack']);
  });
});
