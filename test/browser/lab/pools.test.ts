/**
 * The page of each kind of pool asks for what that pool wants, and says what an address does in it; what is refused is said
 * where it was pressed.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LabProcess, startLabProcess } from '../../support/lab-process.ts';
import { startChromium } from '../chromium.ts';
import { openPage, picture, playScene, violations } from './page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

let lab: LabProcess | undefined;
let page: Page;
let complaints: readonly string[];
async function open(...words: readonly string[]): Promise<void> {
  lab = await startLabProcess(words);
  ({ page, complaints } = await openPage(browser, lab.url));
}
afterEach(async () => {
  await page?.close();
  await lab?.stop();
});

const signUp = () => page.getByRole('button', { name: 'Sign up', exact: true }).click();

describe('the page of a pool', () => {
  it('asks for the email alone where it is the user name', async () => {
    await open('--pool', 'username');
    await page.getByText('In this pool the email is the user name').waitFor();
    expect(await page.getByLabel('User name').count()).toBe(0);

    await signUp();
    await page.locator('.user', { hasText: 'ann@example.com verified' }).waitFor();
    await signUp();
    await page.getByRole('alert').filter({ hasText: 'An account with the given email already exists.' }).waitFor();

    await page.getByRole('radio', { name: 'Provider' }).check();
    expect(await page.getByLabel('Id at the provider').count()).toBe(1);
    await page.getByText('By command line').click();
    expect(await page.locator('.wire pre').innerText()).toContain('sign-up --username ann@example.com');
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await picture(page, 'pool-username');
  });

  it('says that an address signs nobody in where the user name alone does', async () => {
    await open('--pool', 'plain');
    await page.getByText('the user name alone signs in').waitFor();
    await page.getByText('start a lab with --pool alias to play them').waitFor();

    await signUp();

    await page.locator('.user', { hasText: 'ann@example.com verified' }).waitFor();
    expect(await page.locator('.alias .owner').innerText()).toBe('nobody');
    expect(await violations(page)).toEqual([]);
    await picture(page, 'pool-plain');
  });
});

describe('what Cognito lets a caller force', () => {
  it('takes the address from its owner where the code is typed with ForceAliasCreation', async () => {
    await open();
    await playScene(page, 'Same email');
    const bob = page.locator('.user', { hasText: 'bob' });

    await bob.getByRole('checkbox', { name: 'ForceAliasCreation' }).check();
    expect(await violations(page)).toEqual([]);
    await bob.getByRole('button', { name: 'Type the code' }).click();

    await page.getByText('An address was taken from its holder.').waitFor();
    expect(await page.locator('.alias.moved .loss').innerText()).toBe('ann can no longer sign in with it');
    await picture(page, 'forced');
  });
});

it('the page says beside the switch why the trigger was not changed', async () => {
  await open();
  await page.route('**/api/trigger', (route) =>
    route.fulfill({ contentType: 'application/json', body: '{"refused":"not now"}' }),
  );
  const [guard, article] = [page.locator('.choice.guard'), page.locator('.choice.article')];

  await article.click();

  await page.locator('.switching').getByRole('alert').filter({ hasText: 'not now' }).waitFor();
  expect([await guard.locator('input').isChecked(), await article.locator('input').isChecked()]).toEqual([true, false]);
});
