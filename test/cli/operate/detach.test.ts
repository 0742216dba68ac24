/** `detach` once, twice, late, by somebody else: what it restores, and what it leaves alone. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preSignUpOf } from '../../../src/pool/pool-settings.ts';
import {
  GUARD,
  ID,
  operationsOf,
  type PoolWorld,
  poolWith,
  poolWorld,
  statementFor,
  statementsOf,
  THEIRS,
} from '../pool-world.ts';
import type { Ran } from '../run.ts';
import { type Operator, startOperator } from './operator.ts';

let world: PoolWorld;
let operator: Operator;

beforeEach(async () => {
  world = poolWorld();
  operator = await startOperator(operationsOf(world));
});

afterEach(() => operator.leave());

function attach(...words: readonly string[]): Promise<Ran> {
  return operator.run('attach', '--user-pool-id', ID, '--function', GUARD, '--yes', ...words);
}

function detach(...words: readonly string[]): Promise<Ran> {
  return operator.run('detach', '--user-pool-id', ID, ...words);
}

function trigger(): string | null {
  return preSignUpOf(world.pool ?? {});
}

function copies(): Promise<readonly string[]> {
  return readdir(join(operator.state, 'signup-guard/attach', ID));
}

describe('detach', () => {
  it('removes ours and its permission', async () => {
    await attach();
    const ran = await detach('--yes');

    expect(ran).toMatchObject({ exitCode: 0, output: `${ID} calls nobody before sign-up\n`, complaint: '' });
    expect(world.pool).toEqual(poolWith(null));
    expect(statementsOf(world, GUARD)).toEqual([]);
  });

  it('brings the former trigger back from the copy, and says how old that is', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    const ran = await detach('--yes', '--json');

    expect(JSON.parse(ran.output)).toMatchObject({ userPoolId: ID, function: THEIRS, changed: true, dryRun: false });
    expect(JSON.parse(ran.output).notes[0]).toMatch(/copy that `attach` made at \d{4}-\d\d-\d\dT/u);
    expect(world.pool).toEqual(poolWith(THEIRS));
  });

  it('twice never brings the guard back', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    await detach('--yes');
    const again = await detach('--yes');

    expect(again).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing to change') });
    expect(trigger()).toBe(THEIRS);
    expect(operator.server.calls.filter((call) => call === 'UpdateUserPool')).toHaveLength(2);
  });

  it('counts a copy once', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    await detach('--yes');
    world.pool = poolWith(GUARD);
    const ran = await detach('--yes');

    expect(ran).toMatchObject({ exitCode: 0, output: expect.stringContaining('no copy of `attach`') });
    expect(trigger()).toBeNull();
  });

  it('takes no copy of an attachment that failed', async () => {
    world.pool = poolWith(THEIRS);
    world.spoiled = true;
    await attach('--replace');

    expect(await copies()).toEqual([expect.stringMatching(/attach.*\.used\.json$/u)]);
  });

  it('says when the pool was changed after the copy', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    const later = Date.now() / 1000 + 3600;
    world.pool = { ...poolWith(GUARD), LastModifiedDate: later };
    const ran = await detach('--yes');

    expect(ran.output).toContain(`the pool was changed since, last at ${new Date(later * 1000).toISOString()}`);
    expect(trigger()).toBe(THEIRS);
  });

  it('does not go back to a function that is gone', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    world.functions.delete('theirs');
    const ran = await detach('--yes');

    expect(ran).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/does not come back: `.*theirs` no longer exists/u),
    });
    expect(trigger()).toBeNull();
  });

  it('does not go back to a function that the pool may not call', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    world.functions.get('theirs')?.policies.clear();
    const ran = await detach('--yes');

    expect(ran.output).toMatch(/does not come back: the pool may not call `.*theirs`/u);
    expect(trigger()).toBeNull();
  });

  it('asks to be told where it cannot tell whether the former may be called', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    world.functions.get('theirs')?.policies.set('', new Map([['x', { ...statementFor('x'), NotAction: 'lambda:X' }]]));

    expect(await detach('--yes')).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('say `--none`') });
    expect(trigger()).toBe(GUARD);
    expect(await detach('--yes', '--none')).toMatchObject({
      exitCode: 0,
      output: `${ID} calls nobody before sign-up\n`,
    });
    expect(trigger()).toBeNull();
  });

  it('follows the copies past another of ours', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    const plain = GUARD.replace(':live', '');
    await operator.run('attach', '--user-pool-id', ID, '--function', plain, '--replace', '--yes');
    expect(trigger()).toBe(plain);
    await detach('--yes');

    expect(trigger()).toBe(THEIRS);
  });

  it('works when our function is gone, by the copy', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    world.functions.delete('guard');
    const ran = await detach('--yes');

    expect(ran).toMatchObject({ exitCode: 0, complaint: '' });
    expect(trigger()).toBe(THEIRS);
  });

  it('works when our function is gone, by its name', async () => {
    world = Object.assign(world, { pool: poolWith(GUARD) });
    world.functions.delete('guard');

    expect(await detach('--yes')).toMatchObject({
      exitCode: 1,
      complaint: expect.stringMatching(/every sign-up of the pool fails: .*say `--function/u),
    });
    expect(await detach('--yes', '--function', GUARD)).toMatchObject({ exitCode: 0 });
    expect(trigger()).toBeNull();
  });

  it('knows ours without a copy', async () => {
    world.pool = poolWith(GUARD);

    expect(await detach('--yes')).toMatchObject({ exitCode: 0 });
    expect(trigger()).toBeNull();
  });

  it('leaves a trigger of somebody else', async () => {
    world.pool = poolWith(THEIRS);

    const ran = await detach('--yes');

    expect(ran).toMatchObject({ exitCode: 0, output: expect.stringContaining(`say \`--function ${THEIRS}\``) });
    expect(trigger()).toBe(THEIRS);
  });

  it('leaves a trigger that it cannot tell', async () => {
    world.pool = poolWith(THEIRS);
    world.forbidden.add('GET configuration');

    expect(await detach('--yes')).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('AccessDenied') });
    expect(trigger()).toBe(THEIRS);
  });

  it('ends what a detachment began that was cut off', async () => {
    await attach();
    world.pool = poolWith(null);

    expect(await detach()).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('no more permission') });
    expect(await detach('--yes')).toMatchObject({ exitCode: 0, output: expect.stringContaining('was taken back') });
    expect(statementsOf(world, GUARD)).toEqual([]);
  });

  it('has nothing to do on a pool without one', async () => {
    expect(await detach()).toMatchObject({ exitCode: 0, output: expect.stringContaining('nothing to change') });
  });

  it('shows what it would do in a dry run, and keeps the copy', async () => {
    world.pool = poolWith(THEIRS);
    await attach('--replace');
    const ran = await detach('--dry-run');

    expect(ran.output).toMatch(/guard:live.*\n.*theirs.*\n.*\nno more permission/u);
    expect(trigger()).toBe(GUARD);
    expect(await copies()).toEqual([expect.not.stringContaining('used')]);
  });

  it('refuses to guess without a terminal', async () => {
    world.pool = poolWith(GUARD);

    expect(await detach()).toMatchObject({ exitCode: 1, complaint: expect.stringContaining('`--yes`') });
    expect(trigger()).toBe(GUARD);
  });

  it('changes nothing when it cannot save the settings first', async () => {
    world.pool = poolWith(GUARD);
    const file = join(operator.state, 'a-file');
    await writeFile(file, '');

    expect(await detach('--yes', '--copies', file)).toMatchObject({
      exitCode: 1,
      complaint: expect.stringContaining('cannot be saved'),
    });
    expect(trigger()).toBe(GUARD);
  });

  it('says in each copy which command made it', async () => {
    await attach();
    await detach('--yes');
    const made = await Promise.all(
      (await copies()).map(async (file) =>
        JSON.parse(await readFile(join(operator.state, 'signup-guard/attach', ID, file), 'utf8')),
      ),
    );

    expect(made.map(({ madeBy }) => madeBy)).toEqual(['attach', 'detach']);
  });
});
