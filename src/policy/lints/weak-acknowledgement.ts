/**
 * An `acknowledge` that says nothing: a few words to please the check, or the sentence of an example, which was about
 * somebody else's pool. An example is left alone while it still is one.
 */
import type { RuleDocument } from '../../core/policy.ts';
import { type Lint, listOf, nameOf } from './lint-rule.ts';

/** Fewer words than this give no reason. */
const FEWEST_WORDS = 5;

/** The acknowledgement of the development policy, which is about everybody and stays as it is. */
const OF_EVERYBODY = 'A development pool without real users; whoever signs up is a developer or a test.';

/** Every acknowledgement that this project ships or shows. */
export const EXAMPLES: readonly string[] = [
  OF_EVERYBODY,
  "Staging holds no real users' data, and only the team can reach its sign-up page.",
  "The sign-up page stands behind the company's single sign-on, so only staff reach it.",
  "Only the staff portal's client may sign up, behind single sign-on.",
  "Only the staff portal's client may sign up, behind SSO.",
  "Only our server holds this client's secret, and it asks the staff directory first.",
];

/** The warning `weak-acknowledgement`. */
export const weakAcknowledgement: Lint = ({ rules }) =>
  rules.flatMap((rule, index) => {
    const objection = rule.acknowledge === undefined ? null : objectionTo(rule.acknowledge, rule);
    if (objection === null) return [];
    const message = `\`acknowledge\` of \`${rule.id}\` ${objection}; say why whoever the rule is about owns what they typed`;
    return [{ code: 'weak-acknowledgement', path: ['rules', index, 'acknowledge'], message }];
  });

function objectionTo(sentence: string, rule: RuleDocument): string | null {
  if (wordsIn(sentence).length < FEWEST_WORDS) return 'gives no reason in so few words';
  const example = EXAMPLES.find((one) => plainForm(one) === plainForm(sentence));
  return example === undefined || isStillOne(rule, example) ? null : 'is the sentence of an example';
}

function isStillOne({ when }: RuleDocument, example: string): boolean {
  if (when === undefined) return example === OF_EVERYBODY;
  return listOf(when, 'emailDomain')?.every((value) => NOBODYS.test(`.${nameOf(value)}`)) ?? false;
}

/** Domains that are kept for examples (RFC 2606). */
const NOBODYS = /\.(?:example\.(?:com|net|org)|example|test|invalid)$/u;

/** Capitals and punctuation aside. */
function plainForm(sentence: string): string {
  // Stryker disable next-line MethodExpression: either case makes capitals alike
  return wordsIn(sentence).join(' ').toLowerCase();
}

const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of a sentence in any script, those without spaces between them as well. */
function wordsIn(sentence: string): readonly string[] {
  return [...WORDS.segment(sentence)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}
