/**
 * README's table of capacities, against the calls that the trigger makes.
 */
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { capacityRow } from '../../bench/capacity.ts';
import { aDocument, anApproval } from '../support/policies.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { aSignUp } from '../support/sign-up-event.ts';

const README = readFileSync('README.md', 'utf8');
const EMAIL = { email: 'bob@example.com' };
const BOTH = { ...EMAIL, phone_number: '+12065550100' };

let scene: Scene | undefined;

afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

const APPROVED = (['both', 'list', 'alias'] as const).flatMap((lookup) => [
  [`approved, \`lookup: ${lookup}\`, one address`, lookup, EMAIL] as const,
  [`approved, \`lookup: ${lookup}\`, two addresses`, lookup, BOTH] as const,
]);

async function callsOf(lookup: 'both' | 'list' | 'alias', attributes: typeof EMAIL, approved: boolean) {
  scene = await startScene(aDocument({ lookup, rules: approved ? [anApproval()] : [] }));
  const answer = await scene.trigger.answer(aSignUp({}, attributes), 5_000);
  expect(answer).toMatchObject({ response: { autoConfirmUser: approved } });
  const called = (name: string) => scene?.fake.calls.filter(({ operation }) => operation === name).length ?? 0;
  // whoever is sent a code confirms it with a call of their own
  return {
    UserCreation: approved ? 1 : 2,
    ListUsers: called('ListUsers'),
    AdminGetUser: called('AdminGetUser'),
  };
}

it.each(APPROVED)('the page on capacity says how many are %s', async (title, lookup, attributes) => {
  expect(README).toContain(`\n${capacityRow(title, await callsOf(lookup, attributes, true))}\n`);
});

it('the page on capacity says how many are sent a code', async () => {
  expect(README).toContain(`\n${capacityRow('by code', await callsOf('both', BOTH, false))}\n`);
});
