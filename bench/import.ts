/**
 * How much the trigger adds to a cold start: the import of its bundle against the import of a bare handler that creates
 * the same SDK clients, each in a new process, in turn. Prints medians and their ratio; the machine's noise hits both.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../scripts/build.ts';
import { median } from './median.ts';

const RUNS = 31;

/** Nobody listens there: what the trigger begins to read while it starts fails at once, and after the measurement; over HTTP the SDK would load what HTTPS never needs. */
const ENV = {
  AWS_ENDPOINT_URL: 'https://127.0.0.1:9',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  PATH: '',
};

const PROBE = `const began=performance.now();await import(process.argv[1]);process.stdout.write(String(performance.now()-began),()=>process.exit(0))`;

function importMs(folder: string): number {
  const entry = join(folder, 'handler.mjs');
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', PROBE, entry], {
    encoding: 'utf8',
    env: ENV,
  });
  return Number(stdout);
}

function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => statSync(join(folder, file)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

/** The entry, and the one file that it hands on. */
function startBytes(folder: string): number {
  const entry = readFileSync(join(folder, 'handler.mjs'), 'utf8');
  const chunks = [...entry.matchAll(/"\.\/(chunks\/[^"]+)"/gu)].map(
    ([, file = '']) => statSync(join(folder, file)).size,
  );
  return chunks.reduce((sum, size) => sum + size, Buffer.byteLength(entry));
}

const scratch = mkdtempSync(join(tmpdir(), 'signup-guard-bench-'));
const folders = { trigger: join(scratch, 'trigger'), bare: join(scratch, 'bare') };
await bundle('trigger', folders.trigger);
await bundle('bare', folders.bare);
importMs(folders.trigger);
importMs(folders.bare);

const pairs = Array.from({ length: RUNS }, () => ({
  trigger: importMs(folders.trigger),
  bare: importMs(folders.bare),
}));
const ratio = median(pairs.map(({ trigger, bare }) => trigger / bare));
const ms = (name: 'trigger' | 'bare') => `${median(pairs.map((pair) => pair[name])).toFixed(1)} ms`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
process.stdout.write(
  `import: trigger ${ms('trigger')}, bare ${ms('bare')}, median ratio ${ratio.toFixed(3)} over ${RUNS} pairs\n`,
);
process.stdout.write(
  `bundle: trigger ${kilobytes(bytesIn(folders.trigger))} in all, ${kilobytes(startBytes(folders.trigger))} of it at the start; bare ${kilobytes(bytesIn(folders.bare))}\n`,
);
rmSync(scratch, { recursive: true });
