/**
 * A public sentence that ends in a full stop: Cognito adds one of its own (F4.4), and two are shown.
 */
import type { PolicyDocument } from '../../core/policy.ts';
import type { Path } from '../file/tree.ts';
import type { Lint } from './lint-rule.ts';

/** The warning `full-stop`. */
export const fullStop: Lint = (document) =>
  sentences(document)
    .filter(({ text }) => text.trimEnd().endsWith('.'))
    .map(({ path }) => {
      const message = `\`${path.at(-1)}\` ends in a full stop; Cognito adds one, so leave it out`;
      return { code: 'full-stop', path, message };
    });

/** Every sentence of a document: those of rules, and each setting that is one. */
function sentences({ rules, collision, ...settings }: PolicyDocument): readonly { text: string; path: Path }[] {
  const ofRules = rules.map(({ message }, index) => ({ text: message, path: ['rules', index, 'message'] }));
  const ofCollision = Object.entries(collision).map(([key, text]) => ({ text, path: ['collision', key] }));
  const others = Object.entries(settings).map(([key, text]) => ({ text, path: [key] }));
  return [...ofRules, ...ofCollision, ...others].flatMap(({ text, path }) =>
    typeof text === 'string' && /message$/iu.test(String(path.at(-1))) ? [{ text, path }] : [],
  );
}
