/** The same probes, asked of the lab: what the model answers, with the run's own function before sign-up. */

import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askProbes } from '../../src/account/ask.ts';
import { PROBE_FUNCTION } from '../../src/account/probe-function.ts';
import { FEDERATED_PROBES } from '../../src/account/probes/federated.ts';
import { PROBES } from '../../src/account/probes/registry.ts';
import { listen, type RunningLab } from '../../src/lab/server.ts';
import { createLabState } from '../../src/lab/state.ts';
import { readAnswer, type TriggerRunner } from '../../src/lab/trigger/trigger-runner.ts';
import { stageOver, withAwsAt } from './stage.ts';

/** Where the model says otherwise than the code takes for true, or cannot be asked, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FEDERATED_PROBES.map(({ id }) => [id, 'it has no hosted pages'])),
  'barred-trigger': 'its pool may always call',
  'filter-case': 'its one pool folds case, so nobody is listed in another',
  'phone-syntax': 'it takes every length: where Cognito draws the line is not known',
  'repeated-calls': 'it has no log to count calls in',
  'second-attribute': 'its one pool signs in by aliases',
  'transaction-conflict': 'it writes one at a time',
};

let lab: RunningLab;
const state = createLabState({ now: Date.now });

beforeAll(async () => {
  lab = await listen(state, 0);
  state.trigger = await probeRunner();
});
afterAll(() => lab.close());
withAwsAt(() => lab.endpoint);

/** The function of the run's stack, as the lab runs triggers. */
async function probeRunner(): Promise<TriggerRunner> {
  const load = runInThisContext(`(exports, console) => {${PROBE_FUNCTION}\nreturn exports;}`);
  const { handler } = load({}, { log: () => {} });
  return {
    name: 'probe',
    run: async (event) => {
      try {
        return readAnswer(await handler(structuredClone(event)));
      } catch (error) {
        return { kind: 'thrown', message: error instanceof Error ? error.message : '' };
      }
    },
    close: async () => {},
  };
}

it('the lab answers as the code takes for true, where it can be asked', async () => {
  const pool = { id: state.pool.settings.id, clientId: state.publicClient.id };
  const stage = stageOver({
    pools: { alias: pool, username: pool, plain: pool, full: pool, barred: pool },
    tableName: 'probes',
  });

  const reports = await askProbes(PROBES, stage, { begin: () => {}, stopped: () => false });

  const otherwise = reports.filter(({ verdict }) => verdict !== 'confirmed').map(({ id }) => id);
  expect(otherwise.toSorted()).toEqual(Object.keys(OTHERWISE).toSorted());
}, 60_000);
