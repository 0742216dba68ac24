/**
 * The lab's scenes without its page: each is played on an empty pool with the shipped trigger, and what became of every
 * attempt is read from its decision record.
 */
import { Hono } from 'hono';
import { ok, type Result } from '../../core/result.ts';
import type { AttemptItem } from '../../lab/feed.ts';
import { type Lab, openLab } from '../../lab/lab.ts';
import { SCENES, type Scene } from '../../lab/scenes/registry.ts';
import { onStage } from '../../lab/scenes/stage.ts';

/** One attempt of a scene, as its record tells. */
export type SceneAttempt = {
  readonly userName: string;
  readonly outcome: string;
  readonly reason: string;
  /** Attributes that the guard did not verify. */
  readonly withheld: readonly string[];
};

/** How a scene went. */
export type ScenePlayed = {
  readonly id: Scene['id'];
  readonly title: string;
  readonly attempts: readonly SceneAttempt[];
  readonly aliasMoves: number;
};

/** Plays them all, one after the other, in a lab of their own. */
export async function playScenes(bundle: string, policyFile: string): Promise<Result<readonly ScenePlayed[], string>> {
  const settings = { bundle, policyFile, usersFile: null, port: 0, processes: 2, paceMs: 0 };
  const lab = await openLab(settings, () => new Hono());
  if (!lab.ok) return lab;
  try {
    const played: ScenePlayed[] = [];
    for (const scene of SCENES) played.push(await playOne(lab.value, scene));
    return ok(played);
  } finally {
    await lab.value.close();
  }
}

async function playOne(lab: Lab, { id, title, play }: Scene): Promise<ScenePlayed> {
  await onStage(lab, play);
  const attempts = lab.feed.items().flatMap((item) => (item.kind === 'attempt' ? [attemptOf(item)] : []));
  return { id, title, attempts, aliasMoves: lab.moves.all().length };
}

function attemptOf({ userName, record }: AttemptItem): SceneAttempt {
  if (record === null) return { userName, outcome: 'none', reason: 'none', withheld: [] };
  return {
    userName,
    outcome: record.outcome,
    reason: record.reason,
    withheld: record.withheld.map(({ attribute }) => attribute),
  };
}
