/** What a report says and does not say, as data, text and page. */
import { describe, expect, it } from 'vitest';
import { reportPage } from '../../src/account/page.ts';
import type { AccountProbe } from '../../src/account/probe.ts';
import { PROBES } from '../../src/account/probes/registry.ts';
import { reportText } from '../../src/account/render.ts';
import { type AccountReport, judged, tally, unasked } from '../../src/account/report.ts';

const probe = PROBES[0] as AccountProbe;
const leaky = judged(
  probe,
  { answer: 'x', details: ['ann@example.com', 'arn:aws:iam::123456789012:role/r', 'id 123456789012'] },
  2,
  3,
);

const report: AccountReport = {
  version: 1,
  startedAt: '2027-01-02T03:04:05.000Z',
  endedAt: '2027-01-02T03:14:05.000Z',
  region: 'eu-central-1',
  package: '0.1.0',
  probes: [
    judged(probe, { answer: 'moves', figures: { calls: 2 } }, 5, 90),
    leaky,
    unasked(probe, 'the run was stopped', 0, 0),
  ],
  untried: [{ fact: 'F2.4', question: 'Does a link?', why: 'no mailbox' }],
  steps: [
    { id: 'deploy', what: 'deployed <b>', ok: true, said: 'done', figures: { seconds: 90 }, ms: 90_000 },
    { id: 'race', what: 'raced', ok: false, said: 'an address moved', figures: {}, ms: 10 },
  ],
  cost: { calls: 900, users: 40, usd: 0.6 },
  left: { pools: 1 },
};

describe('a report', () => {
  it('judges an answer that a probe knows, and no other', () => {
    expect(report.probes.map(({ verdict }) => verdict)).toEqual(['confirmed', 'unexpected', 'untried']);
    expect(tally(report.probes)).toMatchObject({ confirmed: 1, contradicted: 0, unexpected: 1 });
  });

  it('carries no address, account or resource name', () => {
    expect(leaky.details).toEqual(['…', '…', 'id …']);
    expect(JSON.stringify(report)).not.toMatch(/\d{12}|@|arn:/u);
  });

  it('tells in text what failed and what is still there', () => {
    const text = reportText(report);

    expect(text).toContain('confirmed    verify-without-confirm (F1.8): moves;');
    expect(text).toContain('FAILED       race: an address moved');
    expect(text).toContain('STILL THERE: 1 pools: `signup-guard verify-account --clean`');
    expect(text).toContain('1 of 2 steps done');
    expect(text).toContain('it made 40 users, which cost at most 0.6 US dollars');
  });

  it('never says that everything is gone where nobody could look', () => {
    const blind = { ...report, left: { unread: 1 } };

    expect(reportText(blind)).toContain('NOBODY COULD LOOK whether something is still there');
    expect(reportPage(blind)).toContain('Nobody could look whether something is still there.');
  });

  it('is a page of its own that shows markup as text', () => {
    const page = reportPage(report);

    expect(page).toContain('deployed &lt;b&gt;');
    expect(page).toContain('Still there: 1 pools.');
    expect(page).toContain('40 users made: at most 0.6 US dollars.');
    expect(page).not.toMatch(/<script|https?:/u);
  });
});
