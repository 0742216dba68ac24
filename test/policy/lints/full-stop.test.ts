import { describe, expect, test } from 'vitest';
import { fullStop } from '../../../src/policy/lints/full-stop.ts';
import { aDocument } from '../../support/policies.ts';

describe('the warning `full-stop`', () => {
  test('names each sentence that ends in a full stop', () => {
    const document = aDocument({
      rules: [
        { id: 'one', then: 'code' },
        { id: 'two', then: 'deny', message: 'Not here. ' },
      ],
      denyMessage: 'No.',
      busyMessage: 'Later.',
    });

    expect(fullStop(document)).toEqual([
      {
        code: 'full-stop',
        path: ['rules', 1, 'message'],
        message: '`message` ends in a full stop; Cognito adds one, so leave it out',
      },
      {
        code: 'full-stop',
        path: ['denyMessage'],
        message: '`denyMessage` ends in a full stop; Cognito adds one, so leave it out',
      },
      {
        code: 'full-stop',
        path: ['busyMessage'],
        message: '`busyMessage` ends in a full stop; Cognito adds one, so leave it out',
      },
    ]);
  });

  test('minds what is said to whoever is refused over an address', () => {
    const document = aDocument({ collision: { ...aDocument().collision, message: 'Sign in instead.' } });

    expect(fullStop(document)).toEqual([
      {
        code: 'full-stop',
        path: ['collision', 'message'],
        message: '`message` ends in a full stop; Cognito adds one, so leave it out',
      },
    ]);
  });

  test('lets a full stop within a sentence pass', () => {
    const rule = { id: 'one', then: 'deny', message: 'Not here. Elsewhere' } as const;

    expect(fullStop(aDocument({ rules: [rule] }))).toEqual([]);
  });

  test('reads no sentence in a name that only begins like one', () => {
    const document = { ...aDocument(), messageOfTheDay: 'No.' };

    expect(fullStop(document)).toEqual([]);
  });
});
