/**
 * A page of one's own, on another port, with aws-amplify in a real browser: its sign-ups are decided by the lab's trigger,
 * and pages of elsewhere get nowhere.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LabProcess, startLabWith } from '../../support/lab-process.ts';
import { snippetsOf } from '../../support/snippets.ts';
import { STAFF_POLICY } from '../../support/staff-policy.ts';
import { startChromium } from '../chromium.ts';
import { serveApplication } from './app/serve.ts';

const PASSWORD = 'Correct-horse-1';

type Helper = {
  readonly codeFor: (user: string) => Promise<string>;
  readonly forward: (time: string) => Promise<unknown>;
  readonly reset: () => Promise<unknown>;
};

let asked: Helper;
let lab: LabProcess & { readonly folder: string };
let browser: Browser;
let application: Awaited<ReturnType<typeof serveApplication>>;
beforeAll(async () => {
  lab = await startLabWith(STAFF_POLICY);
  vi.stubEnv('LAB', lab.endpoint);
  asked = await documentedHelper();
  application = await serveApplication();
  browser = await startChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await application?.close();
  await lab?.stop();
});

/** What the documentation tells tests to ask of the lab, as it stands there. */
async function documentedHelper(): Promise<Helper> {
  const file = join(lab.folder, 'lab.mjs');
  const text = snippetsOf('docs/lab.md', 'js').find((snippet) => snippet.startsWith('// lab.js'));
  await writeFile(file, text ?? '');
  return import(pathToFileURL(file).href);
}

let page: Page;
beforeEach(async () => {
  await asked.reset();
  const { endpoint, userPoolId: pool, publicClientId: client } = lab;
  page = await browser.newPage();
  await page.goto(`${application.url}/?${new URLSearchParams({ endpoint, pool, client })}`);
});

async function fill(user: string, email: string): Promise<void> {
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
}

async function press(button: string, words: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('status').getByText(words, { exact: true }).waitFor();
}

describe('an application’s own page', () => {
  it('signs somebody up whom the policy approves, and in by the address', async () => {
    await fill('ann', 'ann@staff.example.com');

    await press('Join', 'You are in');
    await press('Sign in', 'Hello ann@staff.example.com');
  });

  it('signs somebody up by the code that a test reads', async () => {
    await fill('bob', 'bob@example.com');
    await press('Join', 'We sent you a code');
    await page.getByLabel('Code').fill(await asked.codeFor('bob@example.com'));

    await press('Confirm', 'Confirmed');
    await press('Sign in', 'Hello bob@example.com');
  });

  it('shows that a code is over, once a test put the clock forward', async () => {
    await fill('bob', 'bob@example.com');
    await press('Join', 'We sent you a code');
    await page.getByLabel('Code').fill(await asked.codeFor('bob'));
    await asked.forward('25h');

    await press('Confirm', 'ExpiredCodeException: Invalid code provided, please request a code again.');
  });

  it('shows the denial of the policy', async () => {
    await fill('eve', 'eve@other.example.com');

    await press('Join', 'UserLambdaValidationException: PreSignUp failed with error Please sign up at our other site.');
  });
});

it('the lab keeps a page of elsewhere from codes, users and sign-ups', async () => {
  const elsewhere = await browser.newPage();
  await elsewhere.route('https://elsewhere.example/', (route) => route.fulfill({ body: '<title>elsewhere</title>' }));
  await elsewhere.goto('https://elsewhere.example/');

  const reached = await elsewhere.evaluate(async (endpoint) => {
    const asked = [
      fetch(`${endpoint}/lab/users`),
      fetch(`${endpoint}/lab/reset`, { method: 'POST' }),
      fetch(endpoint, {
        method: 'POST',
        headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' },
        body: '{}',
      }),
    ];
    return (await Promise.allSettled(asked)).map(({ status }) => status);
  }, lab.endpoint);

  expect(reached).toEqual(['rejected', 'rejected', 'rejected']);
});
