import { expect, test } from 'vitest';
import { coldStartCost } from '../../src/policy/cold-start.ts';
import { encodePolicy } from '../../src/policy/manifest.ts';
import { aDocument, anApproval } from '../support/policies.ts';

function withDomains(count: number) {
  const emailDomain = Array.from({ length: count }, (_, index) => `d${(index * 7919) % 99_991}.example.com`);
  return aDocument({ rules: [anApproval({ when: { emailDomain } })] });
}

test('a small policy is one parameter', () => {
  expect(coldStartCost(withDomains(5))).toMatchObject({ parameters: 1, calls: 3 });
});

test('a large policy is read ten parts a call', () => {
  const document = withDomains(5000);
  const { parts, manifest } = encodePolicy(document, { stack: '', publisher: 'command-line' });

  expect(parts.length).toBeGreaterThan(3);
  expect(coldStartCost(document)).toEqual({
    parameters: parts.length + 1,
    calls: 3 + Math.ceil(parts.length / 10),
    bytes: manifest.length + parts.join('').length,
  });
});
