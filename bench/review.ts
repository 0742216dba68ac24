/**
 * `npm run bench:review`: time and memory of `signup-guard review` over logs of 10,000, 100,000 and 1,000,000 decisions,
 * plain and compressed, beside `zcat | jq` doing the simplest of its counts on the same file. Each run is a new process.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeLog } from './decision-log.ts';

const ROOT = resolve(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache/bench');
const SIZES = [10_000, 100_000, 1_000_000];

/** A module that reports a process's own peak of memory, and its processor time, when it ends. */
const MEASURED = `process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('\\nused '+u.maxRSS+' '+(u.userCPUTime+u.systemCPUTime))});`;

type Measured = {
  readonly seconds: number;
  readonly used: { readonly megabytes: number; readonly cpu: number } | null;
};

function timed(program: string, args: readonly string[]): Measured {
  const began = performance.now();
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`\`${program} ${args.join(' ')}\` ended with ${status}: ${stderr}`);
  const used = /used (\d+) (\d+)/u.exec(stderr);
  return {
    seconds: (performance.now() - began) / 1000,
    used: used === null ? null : { megabytes: Number(used[1]) / 1024, cpu: Number(used[2]) / 1e6 },
  };
}

function review(file: string): Measured {
  const preload = `data:text/javascript,${encodeURIComponent(MEASURED)}`;
  return timed(process.execPath, ['--import', preload, join(ROOT, 'bin/signup-guard.mjs'), 'review', file, '--json']);
}

/** The one count by another tool: outcomes. Where there is no jq, `grep -c` counts the lines of one outcome. */
function other(file: string, hasJq: boolean): Measured {
  const count = hasJq ? 'jq -r .decision.outcome | sort | uniq -c' : `grep -c '"outcome":"deny"'`;
  return timed('sh', ['-c', `zcat ${file} | ${count}`]);
}

function cell({ seconds, used }: Measured): string {
  const clock = `${seconds.toFixed(2)} s`;
  return used === null ? clock : `${clock} (${used.cpu.toFixed(2)} s CPU), ${used.megabytes.toFixed(0)} MB`;
}

const hasJq = spawnSync('jq', ['--version']).status === 0;
mkdirSync(CACHE, { recursive: true });
process.stdout.write(
  `| decisions | plain | gzip | review, plain | review, gzip | zcat \\| ${hasJq ? 'jq' : 'grep -c'} |\n|---|---|---|---|---|---|\n`,
);
for (const size of SIZES) {
  const [plain, packed] = ['', '.gz'].map((end) => join(CACHE, `${size}.jsonl${end}`));
  if (plain === undefined || packed === undefined) continue;
  for (const file of [plain, packed]) if (!existsSync(file)) await writeLog(size, file);
  const weight = (file: string) => `${(statSync(file).size / 1e6).toFixed(0)} MB`;
  const cells = [
    size.toLocaleString('en'),
    weight(plain),
    weight(packed),
    cell(review(plain)),
    cell(review(packed)),
    cell(other(packed, hasJq)),
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
