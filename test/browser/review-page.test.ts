/**
 * The HTML report in a real browser: it draws, sorts, filters, exports marks as policy cases, is accessible in both themes,
 * asks nobody for anything, and takes whatever a log holds as text.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { pageAssets } from '../../src/cli/log/page-assets.ts';
import { CasesSchema } from '../../src/policy/cases/cases.ts';
import type { DecisionRecord } from '../../src/record/decision-record.ts';
import { loggedDecision } from '../../src/record/logged.ts';
import type { ReviewAccount } from '../../src/review/account.ts';
import { reportHtml } from '../../src/review/page-html.ts';
import { openReviewStore } from '../../src/review/store.ts';
import { APPROVED, COLLIDED, DOUBTED, REFUSED } from '../record/records.ts';
import { startChromium } from './chromium.ts';

const NOON = Date.UTC(2026, 2, 1, 12);
const HOSTILE = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=2">';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'signup-guard-page-'));
let browser: Browser;

/** A log with something in every section, and script wherever a record takes text. */
function entries(): readonly (readonly [DecisionRecord | object, number])[] {
  const hostile = {
    ...REFUSED,
    reason: HOSTILE,
    rules: [HOSTILE],
    clientId: HOSTILE,
    subject: { ...REFUSED.subject, emailDomain: HOSTILE, user: HOSTILE },
    policy: { ...REFUSED.policy, environment: HOSTILE, digest: HOSTILE },
    withheld: [{ attribute: HOSTILE, because: 'held', holders: 1, statuses: [HOSTILE], firstHolder: HOSTILE }],
    failures: [{ call: HOSTILE, cause: HOSTILE }],
    candidate: { outcome: HOSTILE, differs: true },
  };
  const later = { ...REFUSED, policy: { ...REFUSED.policy, digest: 'b'.repeat(64) } };
  const many = Array.from({ length: 150 }, (_, index): readonly [DecisionRecord, number] => [
    { ...APPROVED, subject: { ...APPROVED.subject, emailDomain: `d${index}.example.com` } },
    NOON + index * 600_000,
  ]);
  return [
    [hostile, NOON],
    [COLLIDED, NOON],
    [DOUBTED, NOON + 60_000],
    [REFUSED, NOON],
    [REFUSED, NOON],
    [later, NOON + 9e7],
    ...many,
  ];
}

async function writeReport(
  name: string,
  log: readonly (readonly [object, number])[],
  account?: ReviewAccount,
): Promise<string> {
  const store = openReviewStore();
  for (const [record, at] of log) {
    const decision = loggedDecision(record, at);
    if (decision !== null) store.add(decision);
  }
  const assets = await pageAssets();
  if (!assets.ok) throw new Error(assets.error);
  const file = join(folder, name);
  writeFileSync(file, reportHtml({ ...store.finish(3), ...(account === undefined ? {} : { account }) }, assets.value));
  return pathToFileURL(file).href;
}

let url = '';

beforeAll(async () => {
  browser = await startChromium();
  url = await writeReport('report.html', entries());
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Opens the report; `troubles` collects requests, console errors and exceptions. */
async function open(address = url, colorScheme: 'light' | 'dark' = 'light') {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
  const troubles: string[] = [];
  page.on('request', (request) => {
    if (!/^(?:file|data|blob):/u.test(request.url())) troubles.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(address);
  await page.waitForSelector('main');
  return { page, troubles };
}

function rowsOf(page: Page, section: string) {
  return page.locator(`#${section} .table tbody tr`);
}

async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const run =
    'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map((n) => n.target).join(" ")))';
  return page.evaluate<string[]>(run);
}

describe('the report', () => {
  it('draws every section without asking anybody', async () => {
    const { page, troubles } = await open();

    expect(await page.locator('section h2').allTextContents()).toEqual([
      'Over time',
      'Decisions',
      'Withheld',
      'Collisions',
      'Policies',
      'Candidate',
      'Degraded',
      'Slowest',
    ]);
    expect(await page.locator('.chart canvas').count()).toBe(1);
    expect(await page.locator('.card strong').first().textContent()).toBe('156');
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('tells whom rules that only observe would have caught, where there is one', async () => {
    const watched = { ...APPROVED, observed: ['new-rule'] };
    const { page, troubles } = await open(await writeReport('observed.html', [[watched, NOON]]));

    expect(await rowsOf(page, 'observed').allTextContents()).toEqual([
      expect.stringMatching(/new-rule.*example\.com.*approve.*1/u),
    ]);
    expect(await violationsOf(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('tells which keys went beyond their limit, where some did', async () => {
    const limit = { rule: 'sms-flood', by: 'phonePrefix', key: 'h:0123456789', count: 31, exceeded: true };
    const { page, troubles } = await open(await writeReport('floods.html', [[{ ...APPROVED, limits: [limit] }, NOON]]));

    expect(await rowsOf(page, 'floods').allTextContents()).toEqual([
      expect.stringMatching(/sms-flood.*phonePrefix.*h:01.*31/u),
    ]);
    expect(await violationsOf(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('takes script in a log as text', async () => {
    const { page, troubles } = await open();

    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.locator('#groups').textContent()).toContain(HOSTILE);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('has no accessibility violation in %s', async (scheme) => {
    const { page } = await open(url, scheme);
    await page.locator('#groups button.right').first().click();
    await page.locator('#groups button.wrong').nth(1).click();

    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  it('sorts by a heading and back', async () => {
    const { page } = await open();
    const heading = page.locator('#groups th', { hasText: 'domain' });

    await heading.locator('button').click();
    const ascending = await rowsOf(page, 'groups').locator('td:nth-child(2)').allTextContents();
    await heading.locator('button').click();

    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(ascending).toEqual(ascending.toSorted((a, b) => (a === 'none usable' ? '' : a).localeCompare(b)));
    expect(await rowsOf(page, 'groups').locator('td:nth-child(2)').first().textContent()).toBe('throwaway.example.com');
    await page.close();
  });

  it('filters by every word and shows more on demand', async () => {
    const { page } = await open();
    const rows = rowsOf(page, 'groups');

    expect(await rows.count()).toBe(100);
    await page.locator('#groups button', { hasText: 'Show more rows' }).click();
    expect(await rows.count()).toBeGreaterThan(150);
    await page.locator('#groups input').fill('deny throwaway.EXAMPLE');

    expect(await rows.count()).toBe(1);
    expect(await page.locator('#groups .status').first().textContent()).toMatch(/^1 of \d+ rows$/u);
    await page.close();
  });

  it('exports marks as cases that the policy tests read', async () => {
    const { page } = await open();
    await page.locator('#groups tr', { hasText: 'throwaway.example.com' }).locator('button.right').click();
    const collided = page.locator('#groups tr', { hasText: 'collision' });
    await collided.locator('button.wrong').click();
    await collided.locator('select').selectOption('deny');

    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.marks > button').click()]);
    const file = join(folder, 'cases.yaml');
    await download.saveAs(file);

    const cases = CasesSchema.parse(parse(readFileSync(file, 'utf8')));
    expect(cases.cases).toMatchObject([
      {
        attempt: { email: 'reviewed@throwaway.example.com', trigger: 'sign-up' },
        expect: { outcome: 'deny', reason: 'rule', rules: ['throwaway'] },
      },
      { holders: [{ email: 'reviewed@example.com', verified: ['email'] }], expect: { outcome: 'deny' } },
    ]);
    await page.close();
  });

  it('shows one minute on an axis of minutes', async () => {
    const { page } = await open(
      await writeReport('minute.html', [
        [APPROVED, NOON],
        [REFUSED, NOON + 20_000],
      ]),
    );

    expect(await page.locator('.chart').getAttribute('data-from')).toBe('2026-03-01T11:56:00.000Z');
    expect(await page.locator('.chart').getAttribute('data-to')).toBe('2026-03-01T12:05:00.000Z');
    await page.close();
  });

  it('calls nothing slow that nobody waits for', async () => {
    const { page } = await open();

    expect(await page.locator('#slowest').textContent()).toContain(
      'No attempt took half a second: the longest took 33 ms.',
    );
    await page.close();
  });

  it('keeps what one marks with in sight', async () => {
    const { page } = await open();
    await page.locator('#groups button.wrong').nth(1).click();

    const table = await page.locator('#groups .scroller').boundingBox();
    const select = await page.locator('#groups select:visible').boundingBox();

    expect(select?.width).toBeGreaterThan(50);
    expect((select?.x ?? 0) + (select?.width ?? 0)).toBeLessThanOrEqual((table?.x ?? 0) + (table?.width ?? 0));
    await page.close();
  });

  it('opens with an account that is one page in print', async () => {
    const text =
      'version: 1\nrules:\n  - id: staff\n    then: approve\n  - id: never\n    then: deny\notherwise: code\n';
    const rules = [
      { id: 'staff', first: 3, last: 4 },
      { id: 'never', first: 5, last: 6 },
    ];
    const change = {
      ...{ environment: 'prod', version: 7, at: NOON, digest: 'a'.repeat(64), publisher: 'command-line' },
      stack: '',
    };
    const account = {
      ...{ since: NOON - 60_000, until: NOON + 60_000, unreadable: 0 },
      texts: [{ digest: 'a'.repeat(64), label: 'ssm:prod:7', text, rules }],
      changes: [{ ...change, by: 'arn:aws:iam::000000000000:user/ann', message: 'Ticket 7', change: null }],
    };
    const { page, troubles } = await open(
      await writeReport(
        'account.html',
        [
          [APPROVED, NOON],
          [REFUSED, NOON],
        ],
        account,
      ),
    );

    const first = page.locator('main section').first();
    expect(await first.getAttribute('id')).toBe('account');
    const told = (await first.textContent()) ?? '';
    expect(told).toContain('2026-03-01 11:59:00 UTC to 2026-03-01 12:01:00 UTC');
    expect(told).toContain('version 7');
    expect(told).toContain('by arn:aws:iam::000000000000:user/ann: “Ticket 7”');
    expect(told).toMatch(/Rules that never decided\s*never/u);
    expect(await page.locator('.policy-text mark').allTextContents()).toEqual([
      '  - id: staff\n',
      '    then: approve\n',
    ]);
    expect(await violationsOf(page)).toEqual([]);
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/gu)?.length).toBeGreaterThan(1);
    await page.emulateMedia({ media: 'print' });
    const height = (await first.boundingBox())?.height ?? 0;
    expect(height).toBeGreaterThan(100);
    expect(height).toBeLessThan(1000);
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('says so where a log holds nothing', async () => {
    const { page, troubles } = await open(await writeReport('empty.html', []));

    expect(await page.locator('#timeline').textContent()).toContain('No record carries a time');
    expect(await violationsOf(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.close();
  });
});
