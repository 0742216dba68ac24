/**
 * From a decision to what Cognito gets: the whole event with its flags, or the one throw of the trigger. The thrown text
 * is public and ends up in URLs (F4.4): it is a sentence of the policy and nothing else.
 */
import type { PassedOn } from '../core/companion/combine.ts';
import { type Decision, NEUTRAL, responseOf } from '../core/decision.ts';
import { fieldsOf } from '../core/json.ts';

/** A refusal. Its message is what whoever signs up may read. */
export class SignUpRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'SignUpRefused';
  }
}

/** Answers the event, or throws the refusal. A companion in charge has the last word: `passedOn`. */
export function reply(event: unknown, decision: Decision, passedOn: PassedOn | null = null): unknown {
  const refusal = refusalOf(decision, passedOn);
  if (refusal !== null) throw new SignUpRefused(refusal);
  return passedOn?.kind === 'event' ? passedOn.event : answeredEvent(event, decision);
}

function refusalOf({ outcome, applied, message }: Decision, passedOn: PassedOn | null): string | null {
  if (passedOn !== null) return passedOn.kind === 'refusal' ? passedOn.message : null;
  return outcome === 'deny' && applied ? (message ?? '') : null;
}

/** The event with the flags of a decision. Sources that never get flags are answered as they came. */
export function answeredEvent<E>(event: E, decision: Decision): E {
  if (decision.outcome === 'untouched') return event;
  return withFlags(event, decision.applied ? responseOf(decision) : NEUTRAL);
}

/** The neutral answer to an event that nothing could be decided about: no flag is set that was not. */
export function neutralReply<E>(event: E): E {
  const asked = fieldsOf(fieldsOf(event)['response']);
  return Object.keys(NEUTRAL).some((flag) => asked[flag] === true) ? withFlags(event, NEUTRAL) : event;
}

function withFlags<E>(event: E, flags: typeof NEUTRAL): E {
  return { ...event, response: { ...fieldsOf(fieldsOf(event)['response']), ...flags } };
}
