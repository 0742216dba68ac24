/**
 * Writes a decision log of N records, the same one for the same N: a month of sign-ups with the mixture of outcomes,
 * domains and trouble that a busy pool sees. `node bench/decision-log.ts 100000 out.jsonl[.gz]`.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const START = Date.UTC(2026, 1, 1);
const SPAN_MS = 30 * 24 * 60 * 60 * 1000;
const DOMAINS = 2_000;
const BATCH = 2_000;

/** A small generator of its own (xorshift), so that every machine writes the same log. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

function hash(random: Random): string {
  const part = () =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return `h:${part()}${part()}${part()}${part()}`;
}

const NEUTRAL = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

function verdictOf(random: Random): object {
  const draw = random();
  if (draw < 0.55)
    return {
      outcome: 'approve',
      reason: 'rule',
      rules: ['staff'],
      response: { ...NEUTRAL, autoConfirmUser: true, autoVerifyEmail: true },
      withheld: [],
      failures: [],
    };
  if (draw < 0.8)
    return { outcome: 'code', reason: 'otherwise', rules: [], response: NEUTRAL, withheld: [], failures: [] };
  if (draw < 0.95)
    return {
      outcome: 'deny',
      reason: 'rule',
      rules: [random() < 0.7 ? 'throwaway' : 'blocked'],
      response: NEUTRAL,
      withheld: [],
      failures: [],
    };
  const held = random() < 0.8;
  const withheld = {
    attribute: 'email',
    because: held ? 'held' : 'unknown',
    holders: held ? 1 : 0,
    verifiedHolders: held ? 1 : 0,
    statuses: held ? ['CONFIRMED'] : [],
    firstHolder: held ? hash(random) : null,
  };
  return {
    outcome: 'code',
    reason: held ? 'collision' : 'directory-unavailable',
    rules: ['staff'],
    response: NEUTRAL,
    withheld: [withheld],
    failures: held ? [] : [{ call: 'listUsers', cause: 'throttled' }],
  };
}

/** Days are busier than nights: a part of the log's records, as the part of the month that they took. */
function rhythm(part: number): number {
  const days = 2 * Math.PI * 30;
  return part + (0.6 * Math.sin(days * part)) / days;
}

/** One line as Powertools Logger writes it. */
function lineOf(index: number, count: number, random: Random): string {
  const at = START + Math.floor(SPAN_MS * rhythm(index / count));
  const digest = (at - START < SPAN_MS / 2 ? 'a1' : 'b2').repeat(32);
  const total = Math.round(300 * random() ** 4 + 20) + (random() < 0.001 ? 2_000 : 0);
  const decision = {
    schema: 1,
    applied: true,
    ...verdictOf(random),
    policy: { environment: 'prod', digest, source: 'ssm', ageMs: Math.floor(random() * 60_000) },
    subject: {
      user: hash(random),
      emailDomain: `d${Math.floor(DOMAINS * random() ** 3)}.example.com`,
      email: hash(random),
      phoneCountry: null,
      phone: null,
    },
    trigger: 'sign-up',
    clientId: '1example23456789',
    userPoolId: 'us-east-1_Example',
    calls: { listUsers: 1, adminGetUser: 1, claims: 1, retries: 0 },
    ms: { policy: 0.2, lookup: total - 3, total },
  };
  return JSON.stringify({
    level: 'INFO',
    message: 'sign-up decision',
    timestamp: new Date(at).toISOString(),
    service: 'signup-guard',
    sampling_rate: 0,
    decision,
  });
}

function* batches(count: number): Generator<string> {
  const random = createRandom(42);
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from);
    yield `${Array.from({ length: size }, (_, offset) => lineOf(from + offset, count, random)).join('\n')}\n`;
  }
}

/** Writes the log; a name that ends in `.gz` is compressed. */
export async function writeLog(count: number, file: string): Promise<void> {
  const out = createWriteStream(file);
  const source = Readable.from(batches(count));
  await (file.endsWith('.gz') ? pipeline(source, createGzip({ level: 1 }), out) : pipeline(source, out));
  if (!out.closed) await once(out, 'close');
}

if (import.meta.main) {
  const [count = '100000', file = 'decisions.jsonl'] = process.argv.slice(2);
  await writeLog(Number(count), file);
}
