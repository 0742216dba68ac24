/**
 * A comparison as text: one line a change, an example first.
 */
import { styleText } from 'node:util';
import type { Outcome } from '../../core/decision.ts';
import type { TypedAttempt } from '../../policy/cases/typed-attempt.ts';
import type { Change, PolicyDiff } from '../../policy/diff/diff.ts';
import { mayDiffer } from './compare.ts';

/** More changes than this are counted, not listed; `--json` has all. */
const LISTED = 40;

/** More values that could not be tried are counted. */
const NAMED = 3;

const COLOUR: Readonly<Record<Outcome, 'green' | 'yellow' | 'red' | 'dim'>> = {
  approve: 'green',
  code: 'yellow',
  deny: 'red',
  untouched: 'dim',
};

/** Renders a comparison. */
export function renderDiff(diff: PolicyDiff): string {
  const { changes, sentences, settings } = diff;
  const doubt = doubtOf(diff);
  if (!mayDiffer(diff)) return 'nothing behaves differently\n';
  const lines = [
    ...changes
      .slice(0, LISTED)
      .map((one) => `${nameOf(one.witness)}: ${endOf(one.before)} → ${endOf(one.after)}${termOfChange(one)}`),
    ...more(changes.length - LISTED),
    ...sentences
      .slice(0, LISTED)
      .map(
        (one) => `${nameOf(one.witness)}: says “${one.before.message}” → “${one.after.message}”${termOfChange(one)}`,
      ),
    ...more(sentences.length - LISTED),
    ...settings.map(({ setting, before, after }) => `setting ${setting}: ${before} → ${after}`),
  ];
  return [...lines, ...doubt].map((line) => `${line}\n`).join('');
}

/** Why more may differ than is told. */
function doubtOf({ complete, untried }: PolicyDiff): readonly string[] {
  if (complete) return [];
  if (untried.length === 0) return ['the rules combine in too many ways to look at all: more may differ'];
  const others = untried.length > NAMED ? ` and ${untried.length - NAMED} more` : '';
  const named = untried.slice(0, NAMED).map((value) => `\`${value}\``);
  return [`no example of ${named.join(', ')}${others} was found to try: more may differ`];
}

function more(count: number): readonly string[] {
  return count > 0 ? [`… and ${count} more, all of them with --json`] : [];
}

/** The witness as a line begins: its email, and whatever else it needs. */
function nameOf({
  email,
  phone,
  trigger,
  provider,
  client,
  user,
  attributes,
  metadata,
  validationData,
  attested,
  seen,
}: TypedAttempt): string {
  const pairs = (values: Readonly<Record<string, string>> | undefined) =>
    Object.entries(values ?? {}).map(([name, value]) => `${name}=${value}`);
  const parts = [
    email ?? 'no email',
    ...(phone === undefined ? [] : [phone]),
    ...(client === undefined ? [] : [`client ${client}`]),
    ...(trigger === undefined ? [] : [trigger]),
    ...(provider === undefined ? [] : [`provider ${provider}`]),
    ...(user === undefined ? [] : [`user ${user}`]),
    ...pairs(attributes).map((pair) => `attribute ${pair}`),
    ...pairs(metadata).map((pair) => `metadata ${pair}`),
    ...pairs(validationData).map((pair) => `validation data ${pair}`),
    ...Object.entries(attested ?? {}).map(([address, by]) => `${address} attested by ${by}`),
    ...Object.entries(seen ?? {}).map(([rule, times]) => `${rule} seen ${times} times`),
  ];
  return parts.join(', ');
}

/** The moments at which behaviour changes. */
function termOfChange({ from, until }: Change): string {
  return `${from === undefined ? '' : `, from ${from}`}${until === undefined ? '' : `, until ${until}`}`;
}

function endOf({ outcome, verify }: Change['before']): string {
  const verified = verify.length === 0 ? '' : ` ${verify.join(' and ')}`;
  return `${styleText(COLOUR[outcome], outcome)}${verified}`;
}
