/**
 * The companion's fault table: every way in which it can fail to answer, and what becomes of a sign-up by each source, under
 * a policy that acts and one that only observes. Data only.
 */
import type { Answer } from '../support/fake-aws.ts';

/** What an attempt comes to: the guard's flags, none, the companion's own words, or the policy's busy sentence. */
export type Fate = 'granted' | 'neutral' | 'own words' | 'busy' | 'unreadable';

/** One way to fail. `silent` is what the record names; null where the companion was heard. */
export type CompanionFault = {
  readonly answer: Answer;
  readonly silent: string | null;
  /** Where it was heard: what becomes of an approval, and what Cognito sees of it in the observing case. */
  readonly enforced?: Fate;
  readonly observed?: Fate;
};

const FAILED = { 'x-amz-function-error': 'Unhandled' };
const FLAGS = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true };
const crash = (errorType: string): CompanionFault => ({
  answer: { json: { errorType, errorMessage: 'RequestId: 1 Error: of a sandbox' }, headers: FAILED },
  silent: 'service-error',
});

/** Every fault by its name. */
export const COMPANION_FAULTS: Readonly<Record<string, CompanionFault>> = {
  hangs: { answer: { hang: true }, silent: 'timeout' },
  'drips its answer': { answer: { drip: JSON.stringify({ response: FLAGS, x: 'x'.repeat(500) }) }, silent: 'timeout' },
  'answers after 4.6 s': { answer: { after: 4_600, then: { json: { response: FLAGS } } }, silent: 'timeout' },
  'is throttled': { answer: { error: 'TooManyRequestsException', status: 429 }, silent: 'throttled' },
  'is gone': { answer: { error: 'ResourceNotFoundException', status: 404 }, silent: 'not-found' },
  'may not be called': { answer: { error: 'AccessDeniedException', status: 403 }, silent: 'access-denied' },
  'fails in Lambda with 500': { answer: { error: 'ServiceException', status: 500 }, silent: 'service-error' },
  'loses the connection': { answer: { reset: true }, silent: 'network' },
  'crashes (Runtime.ExitError)': crash('Runtime.ExitError'),
  'runs out of time (Sandbox.Timedout)': crash('Sandbox.Timedout'),
  'answers too much for Lambda (Function.ResponseSizeTooLarge)': crash('Function.ResponseSizeTooLarge'),
  'runs out of time as an old runtime tells it': {
    answer: { json: { errorMessage: '2026-01-01T00:00:00.000Z 1 Task timed out after 3.00 seconds' }, headers: FAILED },
    silent: 'service-error',
  },
  'answers 6 MB': { answer: { json: { response: FLAGS, x: 'x'.repeat(6_000_000) } }, silent: 'unreadable' },
  'answers a page of HTML': { answer: { raw: '<html>proxy</html>' }, silent: 'unreadable' },
  'answers half of its JSON': { answer: { raw: '{"response":{"autoConf' }, silent: 'unreadable' },
  'answers nothing': { answer: { raw: '' }, silent: 'unreadable' },
  'answers null': { answer: { json: null }, silent: 'unreadable', observed: 'unreadable' },
  'answers without a response': { answer: { json: { version: '1' } }, silent: 'unreadable', observed: 'unreadable' },
  'answers a list for a response': { answer: { json: { response: [] } }, silent: 'unreadable', observed: 'unreadable' },
  'sets no flag': { answer: { json: { response: {} } }, silent: null, enforced: 'neutral', observed: 'neutral' },
  'sets flags that only look true': {
    answer: { json: { response: { autoConfirmUser: 1, autoVerifyEmail: 'true' } } },
    silent: null,
    enforced: 'neutral',
    observed: 'granted',
  },
  'refuses with an error of its own': {
    answer: { json: { errorType: 'Error', errorMessage: 'Only\u0000 colleagues', trace: [] }, headers: FAILED },
    silent: null,
    enforced: 'own words',
    observed: 'own words',
  },
};

/** A policy's way with it: `deny` and `code` are `unavailable.companion` under `enforce`. */
export const WAYS = ['deny', 'code', 'observe'] as const;

/** The sources that call a trigger. */
export const SOURCES = ['PreSignUp_SignUp', 'PreSignUp_ExternalProvider', 'PreSignUp_AdminCreateUser'] as const;

/** What becomes of a sign-up by that source. */
export function fateOf(fault: CompanionFault, way: (typeof WAYS)[number]): Fate {
  if (way === 'observe') return fault.observed ?? 'busy';
  if (fault.silent !== null) return way === 'deny' ? 'busy' : 'neutral';
  return fault.enforced ?? 'neutral';
}
