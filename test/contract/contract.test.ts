/**
 * The same calls to the lab and to MiniStack, with the real SDK. Where they differ, the difference is a known one, and a
 * source says that the lab is right.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { COGNITO_PROBES } from './cognito-probes.ts';
import { DIFFERENCES } from './differences.ts';
import { LIST_PROBES } from './list-probes.ts';
import { STORE_PROBES } from './store-probes.ts';
import { labWorld, otherWorld, type Probe, type World } from './world.ts';

const PROBES = [...COGNITO_PROBES, ...LIST_PROBES, ...STORE_PROBES];
const seenDifferent = new Set<string>();

/** What a probe sees: a value, `done` where only the success counts, or the name of the refusal. */
async function observe({ ask }: Probe, open: () => Promise<World>): Promise<unknown> {
  const world = await open();
  try {
    const answer = await ask(world);
    return typeof answer === 'object' && answer !== null && '$metadata' in answer ? 'done' : answer;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  } finally {
    await world.close();
  }
}

function endpoint(): string {
  const given = process.env['CONTRACT_ENDPOINT'];
  if (given === undefined) throw new Error('run `npm run test:contract`, which starts the other local AWS');
  return given;
}

describe('the lab and MiniStack', () => {
  it.each(PROBES)('$name', async (probe) => {
    const lab = await observe(probe, labWorld);
    const other = await observe(probe, () => otherWorld(endpoint()));

    const known = DIFFERENCES[probe.name];
    if (known === undefined) expect(lab).toEqual(other);
    else {
      seenDifferent.add(probe.name);
      expect({ lab, other }).toEqual({ lab: known.lab, other: known.other });
    }
  });

  afterAll(() => expect([...seenDifferent].sort()).toEqual(Object.keys(DIFFERENCES).sort()));
});
