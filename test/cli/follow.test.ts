/**
 * `decisions --follow` against a log that grows: each event once, late ones too.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { APPROVED, powertoolsLine, REFUSED } from '../record/records.ts';
import { awsEnv, type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { ROOT } from './run.ts';

let aws: FakeAws | undefined;

afterEach(() => aws?.close());

it('`decisions --follow` follows a log, shows each decision once, and prints lines of a log again', async () => {
  const event = (id: string, record: object) => ({
    eventId: id,
    timestamp: Date.now() + 60_000,
    message: powertoolsLine(record),
  });
  const first = event('1', APPROVED);
  aws = await startFakeAws((_, nth) => ({ json: { events: nth === 0 ? [first] : [first, event('2', REFUSED)] } }));
  const words = ['decisions', '--log-group', 'g', '--follow', '--json'];
  const child = spawn(process.execPath, [join(ROOT, 'bin/signup-guard.mjs'), ...words], {
    env: { PATH: process.env['PATH'] ?? '', ...awsEnv(aws.endpoint) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('throwaway.example.com')) child.kill();
  }

  expect(lines.map((line) => JSON.parse(line))).toEqual(
    [APPROVED, REFUSED].map((decision) => ({
      timestamp: '2026-03-01T10:00:00.000Z',
      message: 'sign-up decision',
      decision,
    })),
  );
  // whatever this machine's clock shows, what comes is later
  expect(aws.calls.map(({ body }) => body['endTime'])).toEqual(aws.calls.map(() => undefined));
});
