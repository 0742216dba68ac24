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

function sentences({
  rules,
  denyMessage,
  busyMessage,
  collision,
}: PolicyDocument): readonly { text: string; path: Path }[] {
  const ofRules = rules.flatMap(({ message }, index) =>
    message === undefined ? [] : [{ text: message, path: ['rules', index, 'message'] }],
  );
  const ofCollisions =
    collision.message === undefined ? [] : [{ text: collision.message, path: ['collision', 'message'] }];
  return [
    ...ofRules,
    ...ofCollisions,
    { text: denyMessage, path: ['denyMessage'] },
    { text: busyMessage, path: ['busyMessage'] },
  ];
}
