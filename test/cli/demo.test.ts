/**
 * The newcomer's first command, as a process. The README shows its real output.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScenePlayed } from '../../src/cli/demo/lab-scenes.ts';
import { brokenPromises } from '../../src/cli/demo/promises.ts';
import type { Played } from '../../src/lab/collision/play.ts';
import { type Ran, ROOT, signupGuard } from './run.ts';

let ran: Promise<{ readonly text: Ran; readonly json: Ran }> | undefined;

/** Both at once: most of a demo is waiting for slow look-ups and new processes. The bundle is built before any test. */
function demo() {
  ran ??= Promise.all([signupGuard(['demo']), signupGuard(['demo', '--json'])]).then(([text, json]) => ({
    text,
    json,
  }));
  return ran;
}

type Shown = {
  readonly ok: boolean;
  readonly broken: readonly string[];
  readonly article: Played;
  readonly guard: Played;
  readonly scenes: readonly ScenePlayed[];
};

async function played(): Promise<Shown> {
  return JSON.parse((await demo()).json.output);
}

/** Times differ from run to run, and so does who wins a race. */
function withoutChance(text: string): string {
  return text.replaceAll(/[0-9.]+ ms/gu, '… ms').replace(/(?<=Race of two +).*/u, '…');
}

describe('the demo', { timeout: 60_000 }, () => {
  it('ends well and prints no colour into a pipe', async () => {
    const { text } = await demo();

    expect(text).toMatchObject({ exitCode: 0, complaint: '' });
    expect(text.output).toContain('As promised: ann keeps what is hers.');
    expect(text.output).not.toContain('\u001b');
  });

  it('prints what the README shows', async () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, block = ''] = /```text\n(signup-guard demo.*?)```/su.exec(readme) ?? [];

    expect(withoutChance((await demo()).text.output).trim()).toBe(withoutChance(block).trim());
  });

  it('keeps the alias under the guard and loses it without', async () => {
    const { guard, article } = await played();

    expect([guard.owner, guard.aliasMoves]).toEqual(['ann', 0]);
    expect([article.owner, article.aliasMoves]).toEqual(['bob', 1]);
  });

  it('shows the records of the shipped trigger', async () => {
    const { guard } = await played();

    expect(guard.records).toMatchObject([
      {
        outcome: 'approve',
        rules: ['everyone'],
        trigger: 'sign-up',
        policy: { environment: 'lab', source: 'ssm' },
        response: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true },
      },
      { outcome: 'code', reason: 'collision', withheld: [{ attribute: 'email', because: 'held', verifiedHolders: 1 }] },
    ]);
    expect(JSON.stringify(guard.records)).not.toMatch(/ann@|2065550100|"ann"|"bob"/u);
  });

  it('fails when a promise is broken', async () => {
    const { guard, article, scenes } = await played();

    expect(brokenPromises(article, guard, scenes)).toEqual([]);
    expect(brokenPromises(article, article, [])).toContain('the email still finds ann');
    expect(brokenPromises(guard, guard, [])).toEqual(["the article's trigger moves the alias"]);
    const moved = scenes.map((scene) => ({ ...scene, aliasMoves: 1 }));
    expect(brokenPromises(article, guard, moved)).toHaveLength(scenes.length);
  });
});
