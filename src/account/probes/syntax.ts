/** Probes of what Cognito takes for an address or a number: the guard verifies nothing that Cognito would read otherwise. */
import type { AliasAttribute } from '../../core/attempt.ts';
import { signUpAs } from '../people.ts';
import { type AccountProbe, confirmed, contradicted, type ProbeAnswer, type ProbeStage } from '../probe.ts';

/** Spellings that the guard calls malformed, by a label that a report may carry. */
const ODD_ADDRESSES: Readonly<Record<string, (word: string) => string>> = {
  'quoted local part': (word) => `"${word}"@example.com`,
  'leading dot': (word) => `.${word}@example.com`,
  'two dots': (word) => `${word}..x@example.com`,
  'no dot in the domain': (word) => `${word}@example`,
  'trailing dot': (word) => `${word}@example.com.`,
  'IP literal': (word) => `${word}@[127.0.0.1]`,
  'letters beyond ASCII': (word) => `${word}é@example.com`,
  'two at signs': (word) => `${word}@x@example.com`,
  comment: (word) => `${word}(x)@example.com`,
};

const ODD_NUMBERS: Readonly<Record<string, (digits: string) => string>> = {
  'no plus': (digits) => `1${digits}`,
  'five digits': () => '+12065',
  'sixteen digits': (digits) => `+1${digits.padEnd(15, '0')}`,
  'leading zero': (digits) => `+0${digits}`,
  spaces: (digits) => `+1 ${digits}`,
};

/** Which of some spellings a sign-up is accepted with. */
async function accepted(
  stage: ProbeStage,
  attribute: AliasAttribute,
  spellings: Readonly<Record<string, (word: string) => string>>,
  word: (nth: number) => string,
): Promise<ProbeAnswer> {
  const taken: string[] = [];
  for (const [nth, [label, spell]] of Object.entries(spellings).entries()) {
    const answer = await signUpAs(stage, stage.pools.plain, stage.unique(), { [attribute]: spell(word(nth)) });
    if (answer.ok) taken.push(label);
    else if (answer.error.name !== 'InvalidParameterException') return { answer: answer.error.name };
  }
  return {
    answer: taken.length === 0 ? 'none' : 'some',
    figures: { tried: Object.keys(spellings).length, accepted: taken.length },
    details: taken,
  };
}

const emailSyntax: AccountProbe = {
  id: 'email-syntax',
  question: 'Which addresses that the guard calls malformed does Cognito accept?',
  fact: 'F6.9',
  calls: ['cognito-idp:SignUp'],
  answers: {
    none: contradicted('none: the guard withholds nothing that Cognito would have taken'),
    some: confirmed('some: the guard never verifies them, since two readers may see two mailboxes in one spelling'),
  },
  ask: (stage) => accepted(stage, 'email', ODD_ADDRESSES, () => stage.unique()),
};

const phoneSyntax: AccountProbe = {
  id: 'phone-syntax',
  question: 'Which numbers that the guard calls malformed does Cognito accept?',
  fact: 'F6.12',
  calls: ['cognito-idp:SignUp'],
  answers: {
    none: confirmed('none: both read E.164 alike'),
    some: contradicted('some: the guard never verifies them; their holders are sent the ordinary code'),
  },
  ask: (stage) => accepted(stage, 'phone_number', ODD_NUMBERS, (nth) => `206555${String(100 + nth).padStart(4, '0')}`),
};

/** The probes of syntax. */
export const SYNTAX_PROBES: readonly AccountProbe[] = [emailSyntax, phoneSyntax];
