/**
 * The demo on a terminal. Text only: what is shown was seen by `lab/collision/play.ts`.
 */
import { styleText } from 'node:util';
import Table from 'cli-table3';
import { ANN, BOB, type Played, type Seen } from '../../lab/collision/play.ts';
import type { DecisionRecord } from '../../record/decision-record.ts';
import type { SceneAttempt, ScenePlayed } from './lab-scenes.ts';

const good = (text: string): string => styleText('green', text);
const bad = (text: string): string => styleText('red', text);
const dim = (text: string): string => styleText('dim', text);
const strong = (text: string): string => styleText('bold', text);

/** The whole show. */
export function render(
  article: Played,
  guard: Played,
  scenes: readonly ScenePlayed[],
  broken: readonly string[],
): string {
  return [
    `${strong('signup-guard demo')}  ${dim('no AWS account: a local pool, real SDK calls, the trigger as it is deployed')}`,
    heading(1, "The article's sign-up"),
    ...renderFirst(guard),
    heading(2, 'Somebody else signs up with the same email'),
    comparison(article, guard),
    heading(3, 'The decision records: what the log keeps'),
    ...guard.records.map(renderRecord),
    dim('   Addresses and names are in the log as keyed hashes only. `npm run demo -- --json` prints the records.'),
    heading(4, "The lab's scenes, each on an empty pool"),
    ...scenes.map(renderScene),
    '',
    verdict(broken),
    '',
  ].join('\n');
}

function heading(number: number, text: string): string {
  return `\n${strong(`${number}  ${text}`)}`;
}

function renderFirst({ first }: Played): readonly string[] {
  return [
    `   ${ANN.userName} signs up with ${ANN.attributes.email} and ${ANN.attributes.phone_number}`,
    `   ${mark(first.status === 'CONFIRMED')} ${first.status}   ${mark(first.emailVerified)} email_verified   ${mark(first.phoneVerified)} phone_number_verified   ${dim('no code was sent')}`,
  ];
}

function mark(kept: boolean): string {
  return kept ? good('✔') : bad('✘');
}

function comparison(article: Played, guard: Played): string {
  const table = new Table({
    head: ['', "the article's trigger", 'signup-guard'],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, show: (played: Played) => string) => table.push([name, show(article), show(guard)]);
  row(`${BOB.userName} is`, ({ second }) => describeSecond(second));
  row(`${BOB.userName}'s email_verified`, ({ second }) => flag(second, false));
  row(`${ANN.userName}'s email_verified`, ({ firstAfter }) => flag(firstAfter, true));
  row('the email belongs to', ({ owner }) => (owner === ANN.userName ? good(owner) : bad(owner ?? 'nobody')));
  row('the alias', ({ aliasMoves }) =>
    aliasMoves === 0 ? good('stays') : bad(`MOVED from ${ANN.userName} to ${BOB.userName}`),
  );
  return table
    .toString()
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
}

function describeSecond(second: Seen | string): string {
  if (typeof second === 'string') return second;
  return second.status === 'UNCONFIRMED' ? 'UNCONFIRMED, sent a code' : second.status;
}

function flag(user: Seen | string, wanted: boolean): string {
  const verified = typeof user !== 'string' && user.emailVerified;
  return verified === wanted ? good(String(verified)) : bad(String(verified));
}

function renderRecord(record: DecisionRecord): string {
  const { outcome, reason, rules, response, withheld, calls, ms } = record;
  const verified = [response.autoVerifyEmail ? 'email' : '', response.autoVerifyPhone ? 'phone_number' : ''].filter(
    Boolean,
  );
  const facts = [
    `reason ${reason}`,
    `rule ${rules.join(', ')}`,
    ...(verified.length > 0 ? [`verified ${verified.join(', ')}`] : []),
    ...withheld.map(
      ({ attribute, because, verifiedHolders, statuses }) =>
        `withheld ${attribute}: ${because} by ${verifiedHolders} verified user (${statuses.join(', ')})`,
    ),
  ];
  const cost = `${calls.listUsers} ListUsers, ${calls.adminGetUser} AdminGetUser, ${calls.claims} claims, ${ms.total} ms`;
  const tint = outcome === 'approve' ? good : strong;
  return `   ${tint(outcome.padEnd(8))} ${facts.join(' · ')}\n            ${dim(cost)}`;
}

function renderScene({ title, attempts, aliasMoves }: ScenePlayed): string {
  const moved = aliasMoves === 0 ? '' : bad(`   ${aliasMoves} aliases MOVED`);
  return `   ${title.padEnd(15)}${runsOf(attempts).map(renderRun).join(dim(' · '))}${moved}`;
}

/** Attempts in a row that ended alike; a flood is told by its first and its last. */
function runsOf(attempts: readonly SceneAttempt[]): readonly (readonly SceneAttempt[])[] {
  const runs: SceneAttempt[][] = [];
  for (const attempt of attempts) {
    const run = runs.at(-1);
    const alike = run?.[0] !== undefined && endOf(run[0]) === endOf(attempt);
    if (alike && attempts.length > MOST_NAMED) run.push(attempt);
    else runs.push([attempt]);
  }
  return runs;
}

/** More attempts than this are not named one by one. */
const MOST_NAMED = 10;

function renderRun(run: readonly SceneAttempt[]): string {
  const names = [run[0], ...(run.length > 1 ? [run.at(-1)] : [])].map((attempt) => attempt?.userName);
  return `${names.join(' to ')} ${run[0] === undefined ? '' : endOf(run[0])}`;
}

function endOf({ outcome, reason, withheld }: SceneAttempt): string {
  const approved = outcome === 'approve';
  const less = withheld.length === 0 ? '' : dim(` (${withheld.join(', ')} withheld)`);
  return `${approved ? good(outcome) : strong(outcome)}${approved ? less : dim(` (${reason})`)}`;
}

function verdict(broken: readonly string[]): string {
  if (broken.length === 0) return `${good('✔')} As promised: ann keeps what is hers.`;
  return [bad('✘ Not as promised:'), ...broken.map((sentence) => `   ${bad('✘')} ${sentence}`)].join('\n');
}
