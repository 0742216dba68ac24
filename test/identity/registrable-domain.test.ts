import { expect, test } from 'vitest';
import { registrableDomain } from '../../src/identity/registrable-domain.ts';

test.each([
  ['example.com', 'example.com'],
  ['a.b.example.com', 'example.com'],
  ['a.example.co.uk', 'example.co.uk'],
  ['co.uk', 'co.uk'],
  ['a.b.nosuchtld', 'b.nosuchtld'],
  ['free.duckdns.org', 'duckdns.org'],
  ['xn--bcher-kva.example.de', 'example.de'],
])('%s counts as %s', (domain, expected) => {
  expect(registrableDomain(domain)).toBe(expected);
});
