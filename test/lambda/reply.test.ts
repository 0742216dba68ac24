/**
 * What Cognito gets for each decision.
 */
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import { neutralReply, reply, SignUpRefused } from '../../src/lambda/reply.ts';

const EVENT = {
  version: '1',
  extra: { kept: true },
  response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
};

function aDecision(fields: Partial<Decision>): Decision {
  return {
    outcome: 'code',
    reason: 'rule',
    rules: [],
    verified: [],
    withheld: [],
    failures: [],
    message: null,
    applied: true,
    ...fields,
  };
}

describe('a decision', () => {
  it('that approves sets confirm and what it verifies', () => {
    expect(reply(EVENT, aDecision({ outcome: 'approve', verified: ['phone_number'] }))).toEqual({
      ...EVENT,
      response: { autoConfirmUser: true, autoVerifyEmail: false, autoVerifyPhone: true },
    });
  });

  it('that leaves it to the code sets nothing', () => {
    const forged = { ...EVENT, response: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true } };

    expect(reply(forged, aDecision({}))).toEqual(EVENT);
  });

  it('that refuses throws its sentence and nothing else', () => {
    const refuse = () => reply(EVENT, aDecision({ outcome: 'deny', message: 'Not here' }));

    expect(refuse).toThrow(SignUpRefused);
    expect(refuse).toThrow(/^Not here$/u);
    expect(refuse).toThrow(expect.objectContaining({ name: 'SignUpRefused' }));
  });

  it('that refuses without a sentence says nothing', () => {
    expect(() => reply(EVENT, aDecision({ outcome: 'deny' }))).toThrow(new SignUpRefused(''));
  });

  it('that only observes neither refuses nor grants', () => {
    const observed = { applied: false } as const;

    expect(reply(EVENT, aDecision({ outcome: 'deny', message: 'x', ...observed }))).toEqual(EVENT);
    expect(reply(EVENT, aDecision({ outcome: 'approve', verified: ['email'], ...observed }))).toEqual(EVENT);
  });

  it('that leaves a source untouched returns the event itself', () => {
    expect(reply(EVENT, aDecision({ outcome: 'untouched' }))).toBe(EVENT);
  });
});

describe('a companion in charge', () => {
  const observed = { applied: false } as const;

  it('has what it returned passed on as it is', () => {
    const event = { anything: 1 };

    expect(reply(EVENT, aDecision({ outcome: 'approve', ...observed }), { kind: 'event', event })).toBe(event);
    expect(
      reply(EVENT, aDecision({ outcome: 'deny', message: 'x', ...observed }), { kind: 'event', event: null }),
    ).toBe(null);
  });

  it('has its refusal thrown, whatever the guard would do', () => {
    const refuse = () =>
      reply(EVENT, aDecision({ outcome: 'approve', ...observed }), { kind: 'refusal', message: 'No' });

    expect(refuse).toThrow(new SignUpRefused('No'));
  });
});

describe('an event that nothing could be decided about', () => {
  it('is answered as it came', () => {
    expect(neutralReply(EVENT)).toBe(EVENT);
    expect(neutralReply(null)).toBe(null);
  });

  it('loses flags that it brought', () => {
    expect(neutralReply({ response: { autoVerifyEmail: true, other: 1 } })).toEqual({
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false, other: 1 },
    });
  });
});
