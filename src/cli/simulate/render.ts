/**
 * A simulation as text: the decision first, then rule by rule why.
 */
import { styleText } from 'node:util';
import type { DecisionRecord } from '../../record/decision-record.ts';
import { ruleLines } from './rule-lines.ts';
import type { Simulation } from './simulation.ts';

const COLOUR = { approve: 'green', code: 'yellow', deny: 'red', untouched: 'dim' } as const;

/** Renders a simulation. */
export function renderSimulation({ decision, rules, message, policy }: Simulation): string {
  const { outcome, reason } = decision;
  const facts = [
    `reason ${reason}`,
    ...named(decision),
    ...attestationIn(decision),
    ...withheldIn(decision),
    ...failuresIn(decision),
  ];
  const said = message === null ? [] : [`says “${message}.”`];
  const observed = decision.applied ? [] : ['not applied: `mode: observe` refuses and grants nothing'];
  const head = `${styleText(COLOUR[outcome], outcome)}${verifiedIn(decision)}\n`;
  const lines = ruleLines(rules, policy.rules);
  const details = [...facts, ...said, ...observed].map((line) => `  ${line}\n`).join('');
  return `${head}${details}${lines.length === 0 ? '' : `\n${lines.join('\n')}\n`}`;
}

function verifiedIn({ outcome, response }: DecisionRecord): string {
  if (outcome !== 'approve') return '';
  const verified = [
    ...(response.autoVerifyEmail ? ['email'] : []),
    ...(response.autoVerifyPhone ? ['phone_number'] : []),
  ];
  return verified.length === 0 ? ', verifies nothing' : `, verifies ${verified.join(' and ')}`;
}

function named({ rules }: DecisionRecord): readonly string[] {
  return rules.length === 0 ? [] : [`decided by ${rules.join(', ')}`];
}

function attestationIn({ attestation }: DecisionRecord): readonly string[] {
  if (attestation === null) return [];
  return [`attestation ${attestation.result}${attestation.attester === null ? '' : `, by ${attestation.attester}`}`];
}

function withheldIn({ withheld }: DecisionRecord): readonly string[] {
  return withheld.map(({ attribute, because, holders, holdersAtLeast, verifiedHolders }) => {
    const count = holders > 0 ? ` by ${holdersAtLeast ? 'at least ' : ''}${holders}, ${verifiedHolders} verified` : '';
    return `withheld ${attribute}: ${because}${count}`;
  });
}

function failuresIn({ failures }: DecisionRecord): readonly string[] {
  return failures.map(({ call, cause }) => `no answer from ${call}: ${cause}`);
}
