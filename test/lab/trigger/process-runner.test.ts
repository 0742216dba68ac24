import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProcessRunner } from '../../../src/lab/trigger/process-runner.ts';
import type { TriggerRunner } from '../../../src/lab/trigger/trigger-runner.ts';

const BUNDLE = fileURLToPath(new URL('./bundle-for-tests.mjs', import.meta.url));

let runner: TriggerRunner;
let lines: string[];
beforeEach(() => {
  lines = [];
  runner = createProcessRunner({
    bundle: BUNDLE,
    env: { GREETING: 'hello' },
    onLine: (line) => lines.push(line),
    processes: 2,
    limitMs: 1500,
  });
});
afterEach(async () => {
  await runner.close();
});

function run(how: string) {
  return runner.run({ request: { userAttributes: { how } }, response: {} });
}

const CONFIRMED = {
  kind: 'flags',
  flags: { autoConfirmUser: true, autoVerifyEmail: false, autoVerifyPhone: false },
};

describe('a trigger process', () => {
  it('answers, its log lines first', async () => {
    expect(await run('fine')).toEqual(CONFIRMED);
    expect(lines).toEqual(['{"remaining":true,"env":"hello"}']);
  });

  it('takes a text for a set flag (F4.7)', async () => {
    expect(await run('text')).toEqual(CONFIRMED);
  });

  it.each([
    ['a throw', 'throw', { kind: 'thrown', message: 'Not today' }],
    ['no answer', 'nothing', { kind: 'unreadable' }],
    ['a death', 'die', { kind: 'failed', message: 'Unhandled' }],
    ['a hang', 'hang', { kind: 'failed', message: 'Socket timeout while invoking Lambda function' }],
  ])('turns %s into an answer and serves the next', async (_, how, answer) => {
    expect(await run(how)).toEqual(answer);
    expect(await run('fine')).toEqual(CONFIRMED);
  });

  it.each(['\u2028', '\u2029', '\r\n', '\u0085'])('answers whatever a stranger typed: %j', async (typed) => {
    const event = { request: { userAttributes: { how: 'fine', name: `x${typed}y` } }, response: {} };

    expect(await runner.run(event)).toEqual(CONFIRMED);
  });

  it('serves more attempts than processes', async () => {
    expect(await Promise.all(Array.from({ length: 7 }, () => run('fine')))).toEqual(Array(7).fill(CONFIRMED));
  });
});
