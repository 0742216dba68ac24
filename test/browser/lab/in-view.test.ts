/**
 * What people look for on the page is where they look: beside what they pressed, above what it is about, in the window.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabProcess, startLabProcess } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { chooseTrigger, decisionOn, isInView, openPage, picture, playScene } from './page.ts';

let lab: LabProcess;
let browser: Browser;
beforeAll(async () => {
  [lab, browser] = await Promise.all([startLabProcess(), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

it('the page says beside the code why it was refused, and prints no error', async () => {
  const { page, complaints } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'signup-guard');
  await playScene(page, 'Same email');
  const bob = page.locator('.user', { hasText: 'bob' });

  await bob.getByRole('button', { name: 'Type the code' }).click();

  await bob.getByRole('alert').filter({ hasText: 'An account with the given email already exists.' }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

it('the page shows the rule that decided in a window of 1440 × 900', async () => {
  const { page } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'signup-guard');
  await playScene(page, 'Same email');

  const rule = decisionOn(page, 'bob').locator('.excerpt');
  expect(await rule.innerText()).toContain('id: everyone');
  expect(await isInView(page, rule)).toBe(true);
  await picture(page, 'rule-in-view');
  await page.close();
});

it('the page brings the decision of the pressed scene into view on a phone', async () => {
  const { page } = await openPage(browser, lab.url, { width: 390 });
  await chooseTrigger(page, 'signup-guard');

  await playScene(page, 'Same email');

  expect(await isInView(page, decisionOn(page, 'bob').locator('.verdict'))).toBe(true);
  await page.close();
});

it('the page puts captions above what they are about', async () => {
  const { page } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'signup-guard');
  await playScene(page, 'Same email');

  const texts = await page.locator('.feed li > .note, .feed li > .attempt .person').allInnerTexts();
  expect(texts.map((text) => text.split('\n').at(-1))).toEqual([
    "bob signs up with ann's email",
    'bob',
    'ann signs up',
    'ann',
  ]);
  await page.close();
});

it('the page shows that a scene runs, and which one was played', async () => {
  const { page } = await openPage(browser, lab.url);
  const scene = page.getByRole('button', { name: 'Same phone' });

  await scene.click();
  await page.locator('.scene[aria-busy="true"]', { hasText: 'Same phone' }).waitFor();
  await page.getByText('“Same phone” is playing …').waitFor();
  await page.locator('.scene.playing').waitFor({ state: 'detached' });

  expect(await page.locator('.scene[aria-current="true"]').allInnerTexts()).toEqual([
    expect.stringContaining('played last'),
  ]);
  expect(await scene.getAttribute('aria-current')).toBe('true');
  await page.getByRole('button', { name: 'Empty the pool' }).click();
  await page.locator('.scene[aria-current="true"]').waitFor({ state: 'detached' });
  await page.close();
});

it('the page copies the commands, with both names of the Region', async () => {
  const { page } = await openPage(browser, lab.url);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByText('By command line').click();

  await page.getByRole('button', { name: 'Copy the commands' }).click();
  await page.getByText('Copied.').waitFor();

  const copied = await page.evaluate('navigator.clipboard.readText()');
  expect(copied).toContain(`export AWS_ENDPOINT_URL=${lab.endpoint} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1`);
  await page.close();
});

it('the page plays conditions on metadata, attributes, client and provider', async () => {
  const { page } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'signup-guard');
  await page.getByText('Attributes, metadata, client, provider').click();
  await page.getByLabel('User name').fill('erin');
  await page.getByLabel('Email').fill('erin@example.com');
  await page.getByLabel('Client metadata').fill('campaign');
  const signUp = page.getByRole('button', { name: 'Sign up', exact: true });

  await signUp.click();
  await page.getByRole('alert').filter({ hasText: '`campaign` is no `name=value`' }).waitFor();
  await page.getByLabel('Client metadata').fill('campaign=spring');
  await page.getByLabel('App client').fill('mobile1');
  await page.getByRole('radio', { name: 'Provider' }).check();
  await page.getByRole('textbox', { name: 'Provider', exact: true }).fill('CorpSAML');
  await signUp.click();

  await decisionOn(page, 'corpsaml_erin').waitFor();
  await page.close();
});

it('the page stays short with hundreds of users, and finds one of them', async () => {
  const { page } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'article');
  await page.getByRole('button', { name: 'Empty the pool' }).click();
  const sent = Array.from({ length: 150 }, (_, number) =>
    fetch(`${lab.endpoint}/api/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ via: 'sign-up', userName: `user-${number}`, email: `user-${number}@example.com` }),
    }),
  );
  await Promise.all(sent);
  await page.locator('.count', { hasText: '150' }).waitFor();

  expect(await page.locator('.user').count()).toBe(8);
  expect(await page.locator('.alias').count()).toBe(8);
  await page.getByRole('searchbox').fill('user-77@');
  await page.locator('.user', { hasText: 'user-77@example.com' }).waitFor();
  await page.locator('.users > li').nth(1).waitFor({ state: 'detached' });
  expect(await page.locator('.user').count()).toBe(1);
  await page.getByRole('button', { name: 'Empty the pool' }).click();
  await page.close();
});

it("the page explains the article's trigger, and links to it", async () => {
  const { page } = await openPage(browser, lab.url);

  await page.getByText('What is the article’s trigger?').click();

  await page.getByText('ask nobody who holds it').waitFor();
  const link = page.getByRole('link', { name: 'Pre sign-up Lambda trigger' });
  expect(await link.getAttribute('href')).toContain('user-pool-lambda-pre-sign-up');
  await page.close();
});
