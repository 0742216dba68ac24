/**
 * What prod.yaml promises: it verifies nobody on what they typed, and the approval that stands in its comments is one that
 * works once the comment signs are gone.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rehearse } from '../../src/policy/cases/rehearse.ts';
import { attemptOf } from '../../src/policy/cases/typed-attempt.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { lintPolicy } from '../../src/policy/lints/lint.ts';
import { RESOURCES } from '../reference/cases.ts';
import { ED_KEY } from './file/keys.ts';
import { parse } from './file/read.ts';

const SHIPPED = readFileSync(new URL('../../policies/prod.yaml', import.meta.url), 'utf8');
const KEYS = { 'keys/prod/invitations.jwks.json': JSON.stringify({ keys: [ED_KEY] }) };

/** The file with its commented lines of policy in force, as somebody would do who follows it. */
function withInvitations(): string {
  const uncommented = SHIPPED.replaceAll(/^# (attesters:| {2}- id: | {4}keys:| {4}maxAge:)/gmu, '$1').replaceAll(
    /^# (- id: | {2}when:| {4}emailAttested:| {2}then:| {2}verify:)/gmu,
    '  $1',
  );
  return uncommented.replace('    then: code\n', '    unless: { emailAttested: [invitations] }\n    then: code\n');
}

function policyOf(text: string) {
  const parsed = parse(text, KEYS);
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('\n'));
  return { document: parsed.value.document, issues: lintPolicy(parsed.value) };
}

it('the policy for prod verifies nobody on what they typed', () => {
  expect(policyOf(SHIPPED).document.rules.filter(({ then }) => then === 'approve')).toEqual([]);
});

it('the policy for prod shows an approval by invitation that works as it stands', () => {
  const { document, issues } = policyOf(withInvitations());
  const policy = compilePolicy(document, RESOURCES);
  const attempt = attemptOf({ email: 'ann@example.com' });
  const invited = { ...attempt, attested: new Map([['email' as const, 'invitations']]) };

  expect(issues).toEqual([]);
  expect(rehearse(policy, invited).decision).toMatchObject({
    outcome: 'approve',
    rules: ['invited'],
    verified: ['email'],
  });
  expect(rehearse(policy, attempt).decision).toMatchObject({ outcome: 'code', rules: ['company'] });
});
