/**
 * What the page shows to somebody who has pressed nothing: one collision, played in front of either trigger.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type LabProcess, startLabProcess } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { decisionOn, isInView, openPage, picture, playScene, violations } from './page.ts';

let lab: LabProcess;
let browser: Browser;
beforeAll(async () => {
  [lab, browser] = await Promise.all([startLabProcess(), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

function sidesOf(page: Page) {
  const side = (name: string) => page.getByRole('region', { name, exact: true });
  return { article: side('the article’s trigger'), guard: side('signup-guard') };
}

it.each([
  'light',
  'dark',
] as const)('the first view shows who has the address under either trigger, side by side, in %s', async (colorScheme) => {
  const { page, complaints } = await openPage(browser, lab.url, { colorScheme });
  const { article, guard } = sidesOf(page);
  await guard.waitFor();

  expect(await article.innerText()).toMatch(/ann@example\.com now signs in\s+B\s+bob/u);
  expect(await article.innerText()).toContain('Taken from ann');
  expect(await guard.innerText()).toMatch(/ann@example\.com still signs in\s+A\s+ann/u);
  expect(await guard.innerText()).toContain('bob is UNCONFIRMED');
  const [left, right] = [await article.boundingBox(), await guard.boundingBox()];
  expect(left?.y).toBe(right?.y);
  expect(await page.getByText('Nobody is in it yet.').count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await picture(page, `${colorScheme}-first-view`);
  await page.close();
});

it('the first view shows what decided on either side, in a window of 1440 × 900', async () => {
  const { page } = await openPage(browser, lab.url);
  const { article, guard } = sidesOf(page);
  await guard.waitFor();

  const [lines, rule] = [article.locator('.excerpt'), guard.locator('.excerpt')];
  expect(await lines.innerText()).toContain('response.autoVerifyEmail = true;');
  expect(await rule.innerText()).toMatch(/id: everyone.*then: withhold/su);
  expect([await isInView(page, lines), await isInView(page, rule)]).toEqual([true, true]);
  await page.close();
});

it('the first view stands above everything on a phone, one side under the other', async () => {
  const { page } = await openPage(browser, lab.url, { width: 390 });
  const { article, guard } = sidesOf(page);
  await guard.waitFor();

  const [upper, lower] = [await article.boundingBox(), await guard.boundingBox()];
  expect(lower?.y).toBeGreaterThan((upper?.y ?? 0) + (upper?.height ?? 0));
  expect(await isInView(page, article)).toBe(true);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
  await picture(page, 'narrow-first-view');
  await page.close();
});

it('the first view makes room for the first decision of one’s own, and comes back with an empty pool', async () => {
  const { page } = await openPage(browser, lab.url);
  const { guard } = sidesOf(page);
  await guard.waitFor();

  await page.getByLabel('User name').fill('carol');
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();
  await decisionOn(page, 'carol').waitFor();
  await guard.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Empty the pool' }).click();
  await guard.waitFor();
  await page.close();
});

it('the first view gives way on a phone to the decision of the first scene, which comes into view', async () => {
  const { page } = await openPage(browser, lab.url, { width: 390 });
  await sidesOf(page).guard.waitFor();

  await playScene(page, 'Same email');

  const verdict = decisionOn(page, 'bob').locator('.verdict');
  await vi.waitFor(async () => expect(await isInView(page, verdict)).toBe(true));
  await page.close();
});
