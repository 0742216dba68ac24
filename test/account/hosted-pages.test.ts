/** Sign-ins on hosted pages that are not as expected: never an answer, always a reason. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askProbes } from '../../src/account/ask.ts';
import { signInForm } from '../../src/account/federation/pages.ts';
import { FEDERATED_PROBES } from '../../src/account/probes/federated.ts';
import { type Answer, type FakeAws, startFakeAws } from '../support/fake-aws.ts';
import { LET_IN, type PageScript, type ScriptedPages, startPages } from './scripted-pages.ts';
import { SIGN_INS } from './scripted-sign-ins.ts';
import { stageOver, withAwsAt } from './stage.ts';

const WATCH = { begin: () => {}, stopped: () => false };
const FLAGS = FEDERATED_PROBES.filter(({ id }) => id === 'federated-flags');

let aws: FakeAws;
let hosted: ScriptedPages;
/** Refused, whatever the script says. */
let refusing: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  aws = await startFakeAws(({ operation }, nth) => {
    const answers: readonly Answer[] = SIGN_INS['federated-flags']?.['ignored']?.calls[operation] ?? [];
    const error = refusing[operation];
    return error === undefined ? (answers[Math.min(nth, answers.length - 1)] ?? { error: 'NotScripted' }) : { error };
  });
  hosted = await startPages();
});
beforeEach(() => {
  refusing = {};
  hosted.script = { back: LET_IN };
});
afterAll(() => Promise.all([aws.close(), hosted.close()]));
withAwsAt(() => aws.endpoint);

async function reported(script: Partial<PageScript> = {}) {
  hosted.script = { back: LET_IN, ...script };
  const [report] = await askProbes(FLAGS, stageOver({ pages: hosted.pages, patience: 15_000 }), WATCH);
  return report;
}

describe('a sign-in on hosted pages', () => {
  it.each([
    ['a page that is a program', 'program', 'the hosted pages did not show a sign-in form'],
    ['a refused password', 'wrong-password', 'the sign-in form came back: it was not accepted'],
    ['redirects in a circle', 'circle', 'the pages redirected without end'],
    ['an error page', 'error-page', 'a page without a sign-in form: status 400, server_error'],
    ['nobody who answers', 'silent', 'the hosted pages did not show a sign-in form'],
  ] as const)('tells no answer of %s', async (_, fault, means) => {
    expect(await reported({ fault })).toMatchObject({ verdict: 'untried', means });
  });

  it('tells no answer of an error that is not the question’s', async () => {
    const back = 'error=server_error&error_description=Error+in+VerifyAccount+token+of+ann@example.com';

    const report = await reported({ back });

    expect(report?.verdict).toBe('untried');
    expect(report?.means).toMatch(/^the sign-in failed: server_error Error in VerifyAccount token of …$/u);
  });

  it.each([
    ['CreateUserPoolDomain', 'no domain for hosted pages: NotAuthorizedException'],
    ['CreateUserPoolClient', 'no app client for the provider'],
    ['CreateIdentityProvider', 'no identity provider: NotAuthorizedException'],
    ['AdminSetUserPassword', 'nobody to sign in: NotAuthorizedException'],
  ])('tells no answer where %s is refused', async (operation, means) => {
    refusing = { [operation]: 'NotAuthorizedException' };

    expect(await reported()).toMatchObject({ verdict: 'untried', means });
  });

  it('waits for domains that are not there yet', async () => {
    aws.script = (({ operation }) =>
      (SIGN_INS['federated-flags']?.['honoured']?.calls[operation] ?? [])[
        operation === 'AdminGetUser' && aws.calls.at(-2)?.operation !== 'AdminUpdateUserAttributes' ? 1 : 0
      ] ?? { error: 'NotScripted' }) satisfies FakeAws['script'];

    expect(await reported({ fault: 'late' })).toMatchObject({ answer: 'honoured' });
  });

  it('makes domains, clients and providers once for all probes', async () => {
    const before = aws.calls.length;

    await askProbes(FEDERATED_PROBES, stageOver({ pages: hosted.pages, patience: 15_000 }), WATCH);

    const domains = aws.calls.slice(before).filter(({ operation }) => operation === 'CreateUserPoolDomain');
    expect(new Set(domains.map(({ body }) => body['Domain'])).size).toBe(3);
    expect(domains).toHaveLength(3);
    expect(domains.every(({ body }) => body['ManagedLoginVersion'] === 1)).toBe(true);
  });
});

describe('a sign-in form', () => {
  it('is the first that asks for a password, with everything hidden in it', () => {
    const page = `<form action="/search"><input name="q"></form>
      <form name="f" class='x' action='/login?a=1&amp;b=&quot;2&quot;'><input value="t" type="hidden" name="_csrf"><INPUT TYPE="password" NAME="password"></form>`;

    expect(signInForm(page, 'https://pool.example.com/login')).toEqual({
      action: 'https://pool.example.com/login?a=1&b=%222%22',
      fields: { _csrf: 't' },
    });
  });

  it('goes to its own page where it names none', () => {
    expect(signInForm('<form><input name="password"></form>', 'https://pool.example.com/login?x=1')?.action).toBe(
      'https://pool.example.com/login?x=1',
    );
  });
});
