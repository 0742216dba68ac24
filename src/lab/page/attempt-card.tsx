/**
 * One attempt: who, with what, the decision with its reasons and times, and what the pool did with it.
 */

import type { DecisionRecord } from '../../record/decision-record.ts';
import type { AttemptItem } from '../feed.ts';
import { Person } from './person.tsx';
import {
  attestationSentence,
  eventSentence,
  milliseconds,
  OUTCOME_WORDS,
  REASON_WORDS,
  SOURCES,
  seenSentence,
  withheldSentence,
} from './words.ts';

type Props = {
  readonly item: AttemptItem;
  readonly shown: boolean;
  /** What decided, as the policy has it; empty where nothing is to be shown. */
  readonly excerpt: string;
  /** Marks the attempt's rules in the policy. */
  readonly onShow: () => void;
};

/** An attempt. */
export function AttemptCard({ item, shown, excerpt, onShow }: Props) {
  const moved = item.events.some(({ kind }) => kind === 'alias-moved');
  return (
    <article
      class={`attempt ${toneOf(item)}${moved ? ' moved' : ''}`}
      aria-label={`${item.userName}: ${verdict(item)}`}
    >
      <header>
        <Person name={item.userName} />
        <span class="faint">{SOURCES[item.source]}</span>
        <span class="verdict">{verdict(item)}</span>
      </header>
      <p class="given">{givenAddresses(item)}</p>
      {item.record !== null && <Record record={item.record} shown={shown} excerpt={excerpt} onShow={onShow} />}
      {item.record === null && item.answer !== null && (
        <p class="why">The article’s trigger set every flag and asked nobody who holds the address.</p>
      )}
      {item.answer?.kind === 'thrown' && <p class="why">Refused with “{item.answer.message}”.</p>}
      {item.answer?.kind === 'failed' && <p class="why">The trigger gave no answer: {item.answer.message}.</p>}
      <Consequences item={item} />
    </article>
  );
}

function toneOf({ answer, record }: AttemptItem): string {
  if (answer === null) return 'deciding';
  if (record !== null) return record.outcome;
  return answer.kind === 'flags' && answer.flags.autoConfirmUser ? 'unguarded' : 'deny';
}

function verdict({ answer, record }: AttemptItem): string {
  if (answer === null) return 'deciding …';
  if (record !== null) return OUTCOME_WORDS[record.outcome];
  return answer.kind === 'flags' ? 'waved through' : 'failed';
}

function givenAddresses({ attributes }: AttemptItem) {
  const given = ['email', 'phone_number'].flatMap((name) => attributes[name] ?? []);
  return given.length === 0 ? (
    <span class="faint">no address</span>
  ) : (
    given.map((value) => <code key={value}>{value}</code>)
  );
}

function Record({ record, shown, excerpt, onShow }: Omit<Props, 'item'> & { readonly record: DecisionRecord }) {
  const { rules, withheld, response, calls, ms, failures, attestation, limits = [] } = record;
  const verified = [
    ...(response.autoVerifyEmail ? ['email'] : []),
    ...(response.autoVerifyPhone ? ['phone number'] : []),
  ];
  return (
    <>
      <p class="why">
        <span>{REASON_WORDS[record.reason]}</span>
        <button type="button" class="rules" aria-pressed={shown} onClick={onShow}>
          {rules.length === 0 ? 'show in the policy' : `rule ${rules.join(', ')}`}
        </button>
      </p>
      {excerpt !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre class="excerpt" tabIndex={0}>
          {excerpt}
        </pre>
      )}
      <ul class="points">
        {attestation !== null && (
          <li class={attestation.result === 'valid' ? 'good' : 'kept'}>{attestationSentence(attestation)}</li>
        )}
        {verified.length > 0 && <li class="good">{verified.join(' and ')} verified: nobody held it</li>}
        {limits.map((one) => (
          <li key={one.rule} class={one.exceeded === false ? 'good' : 'kept'}>
            {seenSentence(one)}
          </li>
        ))}
        {withheld.map((one) => (
          <li key={one.attribute} class="kept">
            {withheldSentence(one)}
          </li>
        ))}
        {failures.map(({ call, cause }) => (
          <li key={call} class="bad">
            {call}: {cause}
          </li>
        ))}
      </ul>
      <Times calls={calls} ms={ms} />
    </>
  );
}

/** Cognito's patience with a trigger, in milliseconds (F4.1). */
const LIMIT_MS = 5000;

function Times({ calls, ms }: Pick<DecisionRecord, 'calls' | 'ms'>) {
  const width = (value: number) => Math.max(0.6, Math.min(100, (100 * value) / LIMIT_MS));
  return (
    <div class="times">
      <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
        <rect class="limit" width="100" height="2" />
        <rect class="total" width={width(ms.total)} height="2" />
        <rect class="lookup" width={width(ms.lookup)} height="2" />
      </svg>
      <p class="faint">
        <b>{milliseconds(ms.total)}</b> of 5 s, {milliseconds(ms.lookup)} looking up · {calls.listUsers} ListUsers ·{' '}
        {calls.adminGetUser} AdminGetUser · {calls.claims === 1 ? '1 claim' : `${calls.claims} claims`}
      </p>
    </div>
  );
}

function Consequences({ item }: { readonly item: AttemptItem }) {
  if (item.events.length === 0) return null;
  return (
    <ul class="consequences" aria-label="What the pool did">
      {item.events.map((event) => (
        <li key={eventSentence(event)} class={event.kind}>
          {eventSentence(event)}
        </li>
      ))}
    </ul>
  );
}
