/** Every probe, over HTTP by the real SDK, against an AWS that is scripted to give each of its answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askProbes } from '../../src/account/ask.ts';
import type { AccountProbe } from '../../src/account/probe.ts';
import { PROBES, UNTRIED } from '../../src/account/probes/registry.ts';
import { type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { type AnswerScript, SCRIPTED } from './scripted-answers.ts';
import { LET_IN, type ScriptedPages, startPages } from './scripted-pages.ts';
import { SIGN_INS } from './scripted-sign-ins.ts';
import { stageOver, withAwsAt } from './stage.ts';

let aws: FakeAws;
let hosted: ScriptedPages;
beforeAll(async () => {
  aws = await startFakeAws(() => ({ error: 'NotScripted' }));
  hosted = await startPages();
});
afterAll(() => Promise.all([aws.close(), hosted.close()]));
withAwsAt(() => aws.endpoint);

const WATCH = { begin: () => {}, stopped: () => false };

/** What a probe reports of a scripted AWS. */
async function reportOf(probe: AccountProbe, script: AnswerScript) {
  const counts = new Map<string, number>();
  aws.script = ({ operation }) => {
    const nth = counts.get(operation) ?? 0;
    counts.set(operation, nth + 1);
    const answers = script[operation] ?? [];
    return answers[Math.min(nth, answers.length - 1)] ?? { error: 'NotScripted' };
  };
  const [report] = await askProbes([probe], stageOver({ pages: hosted.pages }), WATCH);
  return { report, operations: [...counts.keys()] };
}

const CASES = PROBES.flatMap((probe) => Object.keys(probe.answers).map((answer) => ({ id: probe.id, answer, probe })));

describe('a probe', () => {
  it.each(CASES)('$id tells `$answer`', async ({ probe, answer }) => {
    const signIn = SIGN_INS[probe.id]?.[answer];
    const script = signIn?.calls ?? SCRIPTED[probe.id]?.[answer];
    expect(script, 'has a script').toBeDefined();
    hosted.script = signIn ?? { back: LET_IN };

    const { report, operations } = await reportOf(probe, script ?? {});

    expect(report).toMatchObject({
      answer,
      verdict: probe.answers[answer]?.verdict,
      means: probe.answers[answer]?.means,
    });
    expect(probe.calls.map((call) => call.slice(call.indexOf(':') + 1))).toEqual(expect.arrayContaining(operations));
  });

  it.each(PROBES.map((probe) => ({ id: probe.id, probe })))('$id takes no other refusal for an answer', async ({
    probe,
  }) => {
    const { report } = await reportOf(probe, {});

    expect(['untried', 'unexpected']).toContain(report?.verdict);
  });

  it('has an answer that confirms and one that contradicts', () => {
    const lopsided = PROBES.filter(
      ({ answers }) => new Set(Object.values(answers).map(({ verdict }) => verdict)).size < 2,
    );

    expect(lopsided.map(({ id }) => id)).toEqual([]);
  });

  it('has a name of its own and a call for every answer', () => {
    expect(new Set(PROBES.map(({ id }) => id)).size).toBe(PROBES.length);
    expect(PROBES.filter(({ calls }) => calls.length === 0)).toEqual([]);
    expect(UNTRIED.filter(({ why }) => why === '')).toEqual([]);
  });
});

describe('a run', () => {
  it('goes on after a probe that breaks, and tells it', async () => {
    const broken: AccountProbe = { ...(PROBES[0] as AccountProbe), ask: () => Promise.reject(new TypeError('broken')) };

    const reports = await askProbes([broken, PROBES[4] as AccountProbe], stageOver(), WATCH);

    expect(reports.map(({ verdict }) => verdict)).toEqual(['untried', 'unexpected']);
    expect(reports[0]?.means).toBe('the probe failed: TypeError');
  });

  it('refuses a probe what it does not declare', async () => {
    const sly: AccountProbe = { ...(PROBES[0] as AccountProbe), calls: [] };

    const [report] = await askProbes([sly], stageOver(), WATCH);

    expect(report).toMatchObject({ verdict: 'untried', calls: 0, means: 'calls cognito-idp:SignUp undeclared' });
  });

  it('asks nothing once it is stopped', async () => {
    const before = aws.calls.length;

    const reports = await askProbes(PROBES, stageOver(), { begin: () => {}, stopped: () => true });

    expect(reports.every(({ verdict }) => verdict === 'untried')).toBe(true);
    expect(aws.calls.length).toBe(before);
  });
});
