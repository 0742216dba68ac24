/**
 * Inviting somebody on the page, under a policy that trusts invitations: the link goes to the form, the decision tells what
 * became of it.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKeyPair, setMember } from '../../../src/attester/key-pair.ts';
import { INVITED_TEXT } from '../../../src/lab/scenes/invited-policy.ts';
import { type LabProcess, startLabWith } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { decisionOn, openPage, picture } from './page.ts';

let lab: LabProcess;
let browser: Browser;
beforeAll(async () => {
  const pair = newKeyPair('EdDSA');
  if (!pair.ok) throw new Error(pair.error);
  const others = { 'invitations.jwks.json': JSON.stringify({ keys: [setMember(pair.value.publicKey)] }) };
  [lab, browser] = await Promise.all([startLabWith(INVITED_TEXT, { others }), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

it('the lab approves whoever follows an invitation to their address, and nobody who types another', async () => {
  const { page, complaints } = await openPage(browser, lab.url);
  const signUp = async (userName: string) => {
    await page.getByLabel('User name').fill(userName);
    await page.getByRole('button', { name: 'Sign up', exact: true }).click();
    await decisionOn(page, userName).waitFor();
  };

  await page.getByRole('heading', { name: 'Invitations' }).click();
  await page.getByLabel('Invite', { exact: true }).fill('carol@example.com');
  await page.getByRole('button', { name: 'Write an invitation' }).click();
  const follow = page.getByRole('button', { name: 'Follow the link to carol@example.com' });
  await follow.click();
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe('carol@example.com');
  expect(await page.getByLabel('Invitation', { exact: true }).inputValue()).toContain('?invitation=');
  await signUp('carol');
  expect(await decisionOn(page, 'carol').innerText()).toContain('invitation by invitations: it proves the address');
  expect(await decisionOn(page, 'carol').innerText()).toContain('approved');

  await follow.click();
  await page.getByLabel('Email', { exact: true }).fill('dave@example.com');
  await signUp('dave');
  expect(await decisionOn(page, 'dave').innerText()).toContain('it names another address');
  expect(await decisionOn(page, 'dave').innerText()).toContain('by code');
  expect(complaints).toEqual([]);
  await picture(page, 'invitations');
  await page.close();
});
