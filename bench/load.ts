/**
 * Whether sandboxes get their policy under SSM's quota: the trigger's own modules and the SDK's real client on a virtual
 * clock, for policies of so many parts, arrivals, quotas and routings, five seeds each. Prints what share of sign-ups met no
 * policy, and when the last of those was answered.
 */
import type { Routing } from './load/fleet.ts';
import type { Quota } from './load/quota-store.ts';
import { type Arrival, type Load, type Outcome, runLoad } from './load/run.ts';
import { installVirtualTime } from './load/virtual-time.ts';
import { median } from './median.ts';

const SEEDS = [1, 2, 3, 4, 5];

/** `node bench/load.ts SECONDS PARTS`: how long, and how many parts a large policy has: 50,000 domains by default. */
const [SECONDS = 300, PARTS = 82] = process.argv.slice(2).map(Number);

const STEADY: Arrival = { perSecond: 50, crowd: 0, crowdMs: 0 };
const BY_DEFAULT: Quota = { perSecond: 40, burst: 40 };
const RAISED: Quota = { perSecond: 1_000, burst: 1_000 };

type Row = Omit<Load, 'routing' | 'seconds'> & { readonly arriving: string };

const ROWS: readonly Row[] = [
  { parts: 0, arriving: '50/s', arrival: STEADY, quota: BY_DEFAULT },
  {
    parts: 0,
    arriving: '50/s, 500 more in 1 s',
    arrival: { ...STEADY, crowd: 500, crowdMs: 1_000 },
    quota: BY_DEFAULT,
  },
  { parts: 0, arriving: '50/s, 500 more at once', arrival: { ...STEADY, crowd: 500, crowdMs: 100 }, quota: BY_DEFAULT },
  { parts: PARTS, arriving: '50/s', arrival: STEADY, quota: BY_DEFAULT },
  {
    parts: PARTS,
    arriving: '50/s, 500 more in 1 s',
    arrival: { ...STEADY, crowd: 500, crowdMs: 1_000 },
    quota: RAISED,
  },
];
const ROUTINGS: readonly Routing[] = ['recent', 'random'];

const ENV = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

function line(name: string, outcomes: readonly Outcome[]): string {
  const range = (of: (outcome: Outcome) => number, digits: number) => {
    const values = outcomes.map(of);
    const [least, middle, most] = [Math.min(...values), median(values), Math.max(...values)];
    return `${middle.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
  };
  const share = range(({ undecided, signUps }) => (100 * undecided) / signUps, 2);
  const last = range(({ lastUndecidedAt }) => lastUndecidedAt / 1_000, 1);
  const calls = `${range(({ granted }) => granted, 0)} | ${range(({ throttled }) => throttled, 0)}`;
  return `| ${name} | ${share} | ${last} | ${range(({ sandboxes }) => sandboxes, 0)} | ${calls} |\n`;
}

Object.assign(process.env, ENV);
await import('../src/policy/published.ts');
const time = installVirtualTime();
process.stdout.write(
  `${SECONDS} s, median (least–most) of ${SEEDS.length} seeds\n\n` +
    '| parts | sign-ups | reads a second | routing | undecided, % | last of them, s | sandboxes | reads | throttled |\n' +
    '|---|---|---|---|---|---|---|---|---|\n',
);
for (const { arriving, ...row } of ROWS)
  for (const routing of ROUTINGS) {
    const outcomes: Outcome[] = [];
    for (const seed of SEEDS) outcomes.push(await runLoad(time, { ...row, routing, seconds: SECONDS }, seed));
    process.stdout.write(line(`${row.parts} | ${arriving} | ${row.quota.perSecond} | ${routing}`, outcomes));
  }
process.exit(0);
