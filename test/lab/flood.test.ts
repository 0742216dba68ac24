/**
 * The scene of a flood, and the clock of the lab's test interface: what was counted runs out.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seenSentence } from '../../src/lab/page/words.ts';
import { SCENES } from '../../src/lab/scenes/registry.ts';
import { onStage } from '../../src/lab/scenes/stage.ts';
import { type AppLab, openAppLab } from './test-api/open-lab.ts';

let app: AppLab;
beforeAll(async () => {
  app = await openAppLab();
}, 60_000);
afterAll(() => app.close());

function decided() {
  return app.lab.feed.items().flatMap((item) => (item.kind === 'attempt' && item.record !== null ? [item] : []));
}

it('the flood of fifty lets thirty of fifty through, counts all, leaves others alone, and is over once the clock was put forward', async () => {
  const scene = SCENES.find(({ id }) => id === 'flood-of-fifty');

  await onStage(app.lab, async (stage) => {
    await scene?.play(stage);
    await app.send('/lab/clock', { forward: '2h' });
    await stage.signsUp('later', { phone_number: '+12065550299' });
  });

  const bots = decided().filter(({ userName }) => userName.startsWith('bot-'));
  expect(Map.groupBy(bots, ({ record }) => record?.outcome).get('code')).toHaveLength(30);
  const counts = bots.map(({ record }) => record?.limits?.[0]?.count ?? 0).toSorted((one, other) => one - other);
  expect(counts).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  const ended = (name: string) => decided().find(({ userName }) => userName === name)?.record;
  expect(ended('ann')).toMatchObject({ outcome: 'code', limits: [{ rule: 'sms-flood', count: 1, exceeded: false }] });
  expect(ended('later')).toMatchObject({ outcome: 'code', limits: [{ rule: 'sms-flood', count: 1, exceeded: false }] });
}, 60_000);

it.each([
  [{ count: 1, exceeded: false }, 'sms-flood: seen once, and may pass'],
  [{ count: 31, exceeded: true }, 'sms-flood: seen 31 times, more than may pass'],
  [{ count: null, exceeded: true }, 'sms-flood: seen too often to be counted, more than may pass'],
  [{ count: null, exceeded: null }, 'sms-flood: nobody could say how often this was seen'],
])('the page says of %j: %s', (fields, sentence) => {
  expect(seenSentence({ rule: 'sms-flood', by: 'phonePrefix', key: null, ...fields })).toBe(sentence);
});
