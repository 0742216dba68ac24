/**
 * The page for everybody: by keyboard, with a screen reader, in both colour schemes, whatever a user is called.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabProcess, startLabProcess } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { chooseTrigger, decisionOn, openPage, picture, playScene, violations } from './page.ts';

let lab: LabProcess;
let browser: Browser;
beforeAll(async () => {
  [lab, browser] = await Promise.all([startLabProcess(), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

it.each(['light', 'dark'] as const)('the page has no accessibility violation in %s', async (colorScheme) => {
  const { page } = await openPage(browser, lab.url, { colorScheme });
  expect(await violations(page)).toEqual([]);

  await chooseTrigger(page, 'signup-guard');
  await playScene(page, 'Same email');
  await page.getByText('By command line').click();
  expect(await violations(page)).toEqual([]);
  await picture(page, `${colorScheme}-guard`);

  await chooseTrigger(page, 'article');
  await playScene(page, 'Same email');
  expect(await violations(page)).toEqual([]);
  await picture(page, `${colorScheme}-article`);
  await page.close();
});

it('the page fits a narrow window', async () => {
  const { page } = await openPage(browser, lab.url, { width: 390 });

  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'narrow');
  await page.close();
});

it('the page is used by keyboard alone', async () => {
  const { page } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'signup-guard');
  await page.getByRole('button', { name: 'Empty the pool' }).click();
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  await page.getByLabel('User name').focus();
  await page.keyboard.type('carol');
  await press('Tab', 'Control+A');
  await page.keyboard.type('carol@example.com');
  await press('Tab', 'Tab', 'Enter');
  await decisionOn(page, 'carol').getByText('approved').waitFor();

  await page.getByRole('radio', { name: 'signup-guard' }).focus();
  await press('ArrowRight');
  await page.locator('.choice.article.chosen').waitFor();
  await page.getByRole('button', { name: 'First sign-up' }).focus();
  await press('Enter');
  await decisionOn(page, 'ann').getByText('ann is CONFIRMED').waitFor();
  expect(await page.locator('output.unseen').innerText()).toContain('ann: answered without asking');
  await page.close();
});

it('the page shows script in a user name as text', async () => {
  const { page, complaints } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'article');
  const name = '<img/src=x/onerror=window.stolen=1><script>window.stolen=1</script>';

  await page.getByLabel('User name').fill(name);
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();

  await page.locator('.user', { hasText: name }).waitFor();
  await page.getByRole('article').filter({ hasText: name }).first().waitFor();
  expect(await page.evaluate('window.stolen')).toBeUndefined();
  expect(await page.locator('#page script, #page img[src="x"]').count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});

it('the page takes the code that was sent, and empties the pool', async () => {
  const { page } = await openPage(browser, lab.url);
  await chooseTrigger(page, 'signup-guard');
  await playScene(page, 'Same email');
  const bob = page.locator('.user', { hasText: 'bob' });

  await page.getByRole('button', { name: 'Delete ann' }).click();
  await bob.getByRole('button', { name: 'Type the code' }).click();
  await bob.getByText('CONFIRMED', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Empty the pool' }).click();
  await page.getByText('Nobody is in it yet.').waitFor();
  await page.close();
});

it('the page says why a sign-up was refused', async () => {
  const { page } = await openPage(browser, lab.url);
  await playScene(page, 'First sign-up');

  await page.getByLabel('User name').fill('ann');
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();

  await page.getByRole('alert').filter({ hasText: 'User already exists' }).waitFor();
  await page.close();
});
