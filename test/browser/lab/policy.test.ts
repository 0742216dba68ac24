/**
 * A policy that is edited beside the page: an error is shown as `check` shows it, and what was mended takes effect.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabProcess, startLabProcess } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { decisionOn, openPage, picture } from './page.ts';

let folder: string;
let file: string;
let text: string;
let lab: LabProcess;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
  file = join(folder, 'staging.yaml');
  text = await readFile('policies/staging.yaml', 'utf8');
  await writeFile(file, text);
  [lab, browser] = await Promise.all([startLabProcess(['--policy', file]), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  await rm(folder, { recursive: true });
});

it('the page shows an error, keeps the last good policy, takes the next', async () => {
  const { page } = await openPage(browser, lab.url);
  const signUp = async (userName: string, email: string) => {
    await page.getByLabel('User name').fill(userName);
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Sign up', exact: true }).click();
    await decisionOn(page, userName).waitFor();
  };

  await writeFile(file, text.replace('disposableEmail: true', 'disposableEmial: true'));
  const report = page.getByRole('alert').filter({ hasText: 'The last good policy stays in force' });
  await report.filter({ hasText: 'disposableEmial' }).waitFor();
  expect(await report.innerText()).toMatch(/staging\.yaml:\d+:\d+: error\[[a-z-]+\]: .*`disposableEmial`/u);
  // a caret that wraps stands below nothing
  expect(await page.evaluate("getComputedStyle(document.querySelector('.report pre')).whiteSpace")).toBe('pre');
  await signUp('carol', 'carol@mailinator.com');
  expect(await decisionOn(page, 'carol').innerText()).toContain('Please use a permanent email address');
  expect((await page.locator('.listing .marked').allInnerTexts()).join('\n')).toContain('id: throwaway');
  await picture(page, 'policy-error');

  await writeFile(file, text.replace('otherwise: code', 'otherwise: deny'));
  await page.locator('.note', { hasText: 'a new policy is in force' }).waitFor();
  expect(await report.count()).toBe(0);
  await signUp('dave', 'dave@elsewhere.example');
  expect(await decisionOn(page, 'dave').innerText()).toContain('no rule matched');
  expect((await page.locator('.listing .marked').allInnerTexts()).join('\n')).toContain('otherwise: deny');
  await page.close();
});
