/**
 * Every scene, played by clicking: with the guard, and with the article's trigger where that ends otherwise.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabProcess, startLabProcess } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { chooseTrigger, decisionOn, decisions, type Opened, openPage, picture, playScene } from './page.ts';

let lab: LabProcess;
let browser: Browser;
let opened: Opened;

beforeAll(async () => {
  [lab, browser] = await Promise.all([startLabProcess(), startChromium()]);
  opened = await openPage(browser, lab.url);
});
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

type Scene = {
  readonly title: string;
  readonly who: string;
  /** What the decision says. */
  readonly says: readonly (string | RegExp)[];
};

const GUARDED: readonly Scene[] = [
  { title: 'First sign-up', who: 'ann', says: ['approved', 'email and phone number verified', 'ann is CONFIRMED'] },
  { title: 'Same email', who: 'bob', says: ['by code', 'email not verified: held by', '1 user, 1 verified'] },
  {
    title: 'Same phone',
    who: 'bob',
    says: ['approved', 'phone number not verified: held by', 'email verified'],
  },
  { title: 'Squatter', who: 'ann', says: ['by code', '1 user, none verified'] },
  { title: 'Federated', who: 'bob', says: ['by code', '1 user, 1 verified'] },
  {
    title: 'Invited',
    who: 'ann',
    says: ['approved', 'invitation by invitations: it proves the address', 'email verified'],
  },
  { title: "Another's link", who: 'bob', says: ['by code', 'it names another address', 'no rule matched'] },
  { title: 'Expired link', who: 'ann', says: ['by code', 'invitation by invitations: it is over'] },
  {
    title: 'Held anyway',
    who: 'mallory',
    says: ['by code', 'it proves the address', '1 user, 1 verified'],
  },
  {
    title: 'Flood of fifty',
    who: 'bot-50',
    says: ['refused', 'rule sms-flood', 'sms-flood: seen 50 times, more than may pass'],
  },
  { title: 'SSM down', who: 'ann', says: ['by code', 'there was no policy to decide by'] },
  { title: 'Cognito slow', who: 'ann', says: ['by code', 'nobody could say in time who holds the address', 'timeout'] },
];

describe('with the guard', () => {
  it.each(GUARDED)('plays $title and no address moves', async ({ title, who, says }) => {
    const { page } = opened;
    await chooseTrigger(page, 'signup-guard');

    await playScene(page, title);

    const said = await decisionOn(page, who).innerText();
    for (const words of says) expect(said).toMatch(words);
    expect(await page.getByText('No address was taken from anybody.').count()).toBe(1);
    await picture(page, `guard-${title.toLowerCase().replaceAll(' ', '-')}`);
  });

  it('lets one of two racers win at most', async () => {
    const { page } = opened;
    await playScene(page, 'Race of two');

    await decisions(page).nth(1).waitFor();
    expect(await page.getByRole('article').count()).toBe(2);
    expect(await page.getByRole('article', { name: /: approved$/u }).count()).toBeLessThanOrEqual(1);
    expect(await page.locator('.alias.moved').count()).toBe(0);
    await picture(page, 'guard-race');
  });
});

describe("with the article's trigger", () => {
  it.each([
    ['Same email', 'ann', 'bob'],
    ['Same phone', 'ann', 'bob'],
    ['Race of two', '(?:ann|bob)', '(?:ann|bob)'],
    ['Federated', 'google_1234567890', 'bob'],
  ])('shows unmistakably that %s moves an address', async (title, from, to) => {
    const { page } = opened;
    await chooseTrigger(page, 'article');

    await playScene(page, title);

    expect(await page.getByText('An address was taken from its holder.').count()).toBe(1);
    expect(await page.locator('.alias.moved .loss').innerText()).toMatch(
      new RegExp(`^${from} can no longer sign in`, 'u'),
    );
    expect(await page.locator('.attempt.moved').innerText()).toMatch(
      new RegExp(`taken from ${from} and given to ${to}`, 'u'),
    );
    await picture(page, `article-${title.toLowerCase().replaceAll(' ', '-')}`);
  });
});

it('the page marks the rule that decided, and what was chosen instead', async () => {
  const { page } = opened;
  await chooseTrigger(page, 'signup-guard');
  await playScene(page, 'Same email');

  const marked = await page.locator('.listing .marked').allInnerTexts();
  expect(marked.join('\n')).toContain('id: everyone');
  expect(marked.join('\n')).not.toContain('version');
  await decisionOn(page, 'ann').getByRole('button', { name: 'rule everyone' }).click();
  await page.getByText('Marked is what decided on ann.').waitFor();
});

it('the page complains of nothing and asks nobody but the lab', () => {
  expect(opened.complaints).toEqual([]);
  expect(opened.asked.length).toBeGreaterThan(3);
  expect(opened.asked.filter((url) => !url.startsWith(lab.url))).toEqual([]);
});
