/**
 * A page that stays open while the lab is ended and started again on its port.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { startLabProcess } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { decisionOn, openPage, playScene } from './page.ts';

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restart-'));
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

it('the page is live again, with the users that were saved', async () => {
  const users = ['--users', join(folder, 'users.json')];
  const first = await startLabProcess(users);
  const { page } = await openPage(browser, first.url);
  await playScene(page, 'Same email');

  await first.stop();
  await page.getByText('connection lost').waitFor();
  const second = await startLabProcess([...users, '--port', new URL(first.url).port]);

  await page.getByText('live', { exact: true }).waitFor();
  await decisionOn(page, 'bob').waitFor({ state: 'detached' });
  await page.locator('.user', { hasText: 'bob' }).getByRole('button', { name: 'Type the code' }).waitFor();
  await second.stop();
});
