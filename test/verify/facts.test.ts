/**
 * The run itself on a local AWS, as a process: what it reports, and that nothing is left, also when it is stopped or killed.
 * Where that AWS answers otherwise than the code takes for true, the difference is a known one. With TEST_MASS=10 in the
 * environment it is killed at every line of its progress.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FEDERATED_PROBES } from '../../src/account/probes/federated.ts';
import { PROBES } from '../../src/account/probes/registry.ts';
import type { AccountReport } from '../../src/account/report.ts';
import { MASS } from '../support/mass.ts';
import { nothingIsLeft, verifyAccount } from './process.ts';
import { deniedTo, makeRunner, RUNNER } from './runner.ts';

const FACTS = ['--only', 'facts', '--sign-ups', '3', '--yes'];

/** What this local AWS answers otherwise, by probe. Where it is right about Cognito is for a real account to say. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'address-as-name': 'accepted',
  'barred-trigger': 'accepted',
  'door-admin-create': 'both',
  'door-admin-create-forced': 'both',
  'door-admin-update': 'both',
  'door-auto-verify': 'both',
  'door-federated': 'both',
  'federated-flags': 'honoured',
  'federated-name': 'as-given',
  // it sends nobody back with the trigger's words: the refusal is a page of its own
  'federated-refusal': '',
  'filter-backslash': 'once',
  'flag-without-attribute': 'accepted',
  'filter-case': 'ignores',
  'filter-quote': 'not-found',
  'phone-syntax': 'some',
  'refusal-full-stop': 'other-words',
  'repeated-calls': 'once',
  'transaction-conflict': 'no-conflict',
  'trigger-before-name-check': 'name-first',
  'two-creations': 'both',
  'update-resets-trigger': 'kept',
};

describe('a run on a local AWS', () => {
  it('asks every probe, reports it and leaves nothing', async () => {
    const { exitCode, folder } = await verifyAccount([...FACTS, '--html', 'report.html']);

    const report: AccountReport = JSON.parse(readFileSync(join(folder, 'aws-report.json'), 'utf8'));
    const otherwise = report.probes
      .filter(({ verdict }) => verdict !== 'confirmed')
      .map(({ id, answer }) => [id, answer]);
    expect(Object.fromEntries(otherwise)).toEqual(OTHERWISE);
    expect(report.probes).toHaveLength(PROBES.length);
    expect(report.left).toEqual({});
    expect(deniedTo(RUNNER)).toEqual([]);
    expect(exitCode).toBe(2);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('Everything was removed');
    await nothingIsLeft();
  });

  it('tells what it may not do, and asks everything else', async () => {
    const keys = await makeRunner('bereft', process.env['AWS_ENDPOINT_URL'] ?? '', [
      'cognito-idp:CreateIdentityProvider',
    ]);

    const { folder } = await verifyAccount(
      FACTS,
      (line, kill) => line.includes(': email-syntax') && kill('SIGINT'),
      keys,
    );

    const report: AccountReport = JSON.parse(readFileSync(join(folder, 'aws-report.json'), 'utf8'));
    const denied = report.probes.filter(({ means }) => means.startsWith('no identity provider: AccessDenied'));
    expect(denied.map(({ id }) => id)).toEqual(FEDERATED_PROBES.map(({ id }) => id));
    expect(deniedTo('bereft')).toEqual([expect.stringMatching(/^cognito-idp:CreateIdentityProvider /u)]);
    await nothingIsLeft();
  });

  it('stopped by Ctrl+C removes everything and writes what it saw', async () => {
    const { folder } = await verifyAccount(
      FACTS,
      (line, kill) => line.includes(': unverified-alias') && kill('SIGINT'),
    );

    const report: AccountReport = JSON.parse(readFileSync(join(folder, 'aws-report.json'), 'utf8'));
    expect(report.probes.find(({ id }) => id === 'door-auto-verify')?.verdict).toBe('contradicted');
    expect(report.probes.filter(({ means }) => means === 'the run was stopped').length).toBeGreaterThan(10);
    await nothingIsLeft();
  });

  const lines = ['creating the stack', ...PROBES.map(({ id }) => `: ${id}`), 'removing everything', 'removing stack'];
  const sampled = [': parameters-quota', 'removing stack'];

  it.each((MASS > 1 ? lines : sampled).map((at) => ({ at })))('killed at "$at" is cleaned up by --clean', async ({
    at,
  }) => {
    await verifyAccount(FACTS, (line, kill) => line.includes(at) && kill('SIGKILL'));

    const { exitCode, output } = await verifyAccount(['--clean', '--yes', '--json']);

    expect(exitCode).toBe(0);
    expect(JSON.parse(output).left).toEqual({});
    await nothingIsLeft();
  });

  it('refuses an account that an earlier run left something in', async () => {
    await verifyAccount(FACTS, (line, kill) => line.includes('1 of ') && kill('SIGKILL'));

    const refused = await verifyAccount(FACTS);
    await verifyAccount(['--clean', '--yes']);

    expect(refused.exitCode).toBe(1);
    await nothingIsLeft();
  });

  it('asks first: without a terminal it needs --yes', async () => {
    const { exitCode } = await verifyAccount(['--only', 'facts']);

    expect(exitCode).toBe(1);
    await nothingIsLeft();
  });
});
