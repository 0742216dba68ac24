import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FOLDER = 'src/aws/operator';

it('every client of an operator is made in one way', () => {
  const made = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(`${FOLDER}/${file}`, 'utf8').matchAll(/new \w+Client\((?<how>.*)/gu)]);

  expect(made.length).toBeGreaterThan(8);
  expect(made.filter(({ groups }) => !/OPERATOR_CLIENT|localConfig/u.test(groups?.['how'] ?? ''))).toEqual([]);
});
