/**
 * The lab's page in a browser, as the tests of this folder open it.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const REPORTS = resolve(import.meta.dirname, '../../../reports/browser');

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What the page may be opened with. */
export type How = { readonly colorScheme?: 'light' | 'dark'; readonly width?: number };

/** A page, and everything it complained of or asked elsewhere for. */
export type Opened = { readonly page: Page; readonly complaints: string[]; readonly asked: string[] };

/** Opens the page and waits until it is live. */
export async function openPage(browser: Browser, url: string, how: How = {}): Promise<Opened> {
  const { colorScheme = 'light', width = 1440 } = how;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  await page.getByText('live', { exact: true }).waitFor();
  return { page, complaints, asked };
}

/** Chooses the trigger that the pool asks. */
export async function chooseTrigger(page: Page, name: 'signup-guard' | 'article'): Promise<void> {
  await page.getByRole('radio', { name }).check();
  await page.locator('.choice.chosen', { hasText: name }).waitFor();
}

/** Plays a scene by clicking on it, and waits for its end. */
export async function playScene(page: Page, title: string): Promise<void> {
  const played = page.waitForResponse((answer) => answer.url().endsWith('/api/scene'));
  await page.getByRole('button', { name: title }).click();
  expect((await played).status()).toBe(200);
  await page.locator('.scene.playing').waitFor({ state: 'detached' });
}

/** Who was decided on, and how, ends an article's name; one that is still being decided is not meant. */
const DECIDED = ': (?!deciding)';

/** The decisions that the page shows, without those that are still to fall. */
export function decisions(page: Page): Locator {
  return page.getByRole('article', { name: new RegExp(DECIDED, 'u') });
}

/** The decision on a user once it has fallen, the newest if there are several. */
export function decisionOn(page: Page, userName: string): Locator {
  return page.getByRole('article', { name: new RegExp(`^${userName}${DECIDED}`, 'u') }).first();
}

/** Keeps a picture for whoever looks at the run. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(REPORTS, { recursive: true });
  await page.screenshot({ path: join(REPORTS, `lab-${name}.png`), fullPage: true });
}

/** What axe finds; evaluated by the browser itself, so that the page's own policy against scripts stays in force. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const results = (await page.evaluate('axe.run()')) as AxeResults;
  expect(results.passes.length).toBeGreaterThan(20);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Whether all of it is in the window as it is scrolled now. */
export async function isInView(page: Page, what: Locator): Promise<boolean> {
  const box = await what.boundingBox();
  const size = page.viewportSize();
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height;
}
