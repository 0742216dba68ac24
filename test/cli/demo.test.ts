/**
 * The newcomer's first command, as a process. The README shows its real output.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ScenePlayed } from '../../src/cli/demo/lab-scenes.ts';
import { brokenPromises } from '../../src/cli/demo/promises.ts';
import { render } from '../../src/cli/demo/render.ts';
import type { Played } from '../../src/lab/collision/play.ts';
import { type Ran, ROOT, signupGuard } from './run.ts';

type Shown = {
  readonly ok: boolean;
  readonly broken: readonly string[];
  readonly article: Played;
  readonly guard: Played;
  readonly scenes: readonly ScenePlayed[];
};

let ran: Ran;
let shown: Shown;

/** Once, as JSON: what it prints as text is made from the same. That a process prints it, the tests of the package hold. */
beforeAll(async () => {
  ran = await signupGuard(['demo', '--json']);
  if (ran.output === '') throw new Error(ran.complaint);
  shown = JSON.parse(ran.output);
}, 60_000);

/** What a terminal without colours shows. */
function printed(): string {
  return stripVTControlCharacters(render(shown.article, shown.guard, shown.scenes, shown.broken));
}

/** Times differ from run to run, and so does who wins a race. */
function withoutChance(text: string): string {
  return text.replaceAll(/[0-9.]+ ms/gu, '… ms').replace(/(?<=Race of two +).*/u, '…');
}

describe('the demo', () => {
  it('ends well and keeps its promises', () => {
    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    expect(shown).toMatchObject({ ok: true, broken: [] });
    expect(printed()).toContain('As promised: ann keeps what is hers.');
  });

  it('prints what the README shows', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, block = ''] = /```text\n(signup-guard demo.*?)```/su.exec(readme) ?? [];

    expect(withoutChance(printed()).trim()).toBe(withoutChance(block).trim());
  });

  it('keeps the alias under the guard and loses it without', () => {
    const { guard, article } = shown;

    expect([guard.owner, guard.aliasMoves]).toEqual(['ann', 0]);
    expect([article.owner, article.aliasMoves]).toEqual(['bob', 1]);
  });

  it('shows the records of the shipped trigger', () => {
    const { guard } = shown;

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

  it('fails when a promise is broken', () => {
    const { guard, article, scenes } = shown;

    expect(brokenPromises(article, guard, scenes)).toEqual([]);
    expect(brokenPromises(article, article, [])).toContain('the email still finds ann');
    expect(brokenPromises(guard, guard, [])).toEqual(["the article's trigger moves the alias"]);
    const moved = scenes.map((scene) => ({ ...scene, aliasMoves: 1 }));
    expect(brokenPromises(article, guard, moved)).toHaveLength(scenes.length);
  });
});
