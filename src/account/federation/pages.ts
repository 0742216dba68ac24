/**
 * A sign-in on hosted pages without a browser: redirects followed by hand, cookies kept by host, one form of name and password
 * sent. Reads pages that Cognito calls classic; a page of another kind ends the walk with a reason, never with a guess.
 */
import { fail, ok, type Result } from '../../core/result.ts';

/** What is asked of a page. */
export type PageRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** What it answers; `location` is empty where it redirects nowhere. */
export type PageAnswer = {
  readonly status: number;
  readonly location: string;
  /** `Set-Cookie`, one each. */
  readonly cookies: readonly string[];
  readonly body: string;
};

/** Asks a page once, following nothing; null where nobody answers. */
export type AskPage = (request: PageRequest) => Promise<PageAnswer | null>;

/** A form that takes name and password: where it goes, and what it sends besides. */
export type SignInForm = { readonly action: string; readonly fields: Readonly<Record<string, string>> };

/** Where a walk along redirects ends: at the application's own address, or at a sign-in form. */
type Stop =
  | { readonly kind: 'back'; readonly parameters: URLSearchParams }
  | { readonly kind: 'form'; readonly form: SignInForm; readonly url: string };

type Jar = Map<string, Map<string, string>>;

/** Two pools redirect about six times. */
const MOST_REDIRECTS = 15;

/** Pages that mind who asks want something like a browser. */
const AGENT = { 'user-agent': 'Mozilla/5.0 (compatible; signup-guard verify-account)' };

/** Whether the pages are there: whether a sign-in form stands at the end of the redirects. */
export async function hasSignInForm(ask: AskPage, start: string, callback: string): Promise<boolean> {
  const stop = await walk(ask, get(start), callback, new Map());
  return stop.ok && stop.value.kind === 'form';
}

/** Signs somebody in and gives what the application is told; the error says which page was not as expected. */
export async function signInByPages(
  ask: AskPage,
  start: string,
  callback: string,
  who: { readonly name: string; readonly password: string },
): Promise<Result<URLSearchParams, string>> {
  const jar: Jar = new Map();
  const first = await walk(ask, get(start), callback, jar);
  if (!first.ok) return first;
  if (first.value.kind === 'back') return ok(first.value.parameters);
  const { form, url } = first.value;
  const sent = { ...form.fields, username: who.name, password: who.password };
  const last = await walk(ask, post(form.action, url, sent), callback, jar);
  if (!last.ok) return last;
  return last.value.kind === 'back'
    ? ok(last.value.parameters)
    : fail('the sign-in form came back: it was not accepted');
}

async function walk(ask: AskPage, start: PageRequest, callback: string, jar: Jar): Promise<Result<Stop, string>> {
  let request = start;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await ask({ ...request, headers: { ...request.headers, ...cookiesFor(jar, request.url) } });
    if (answer === null) return fail('a page did not answer');
    keepCookies(jar, request.url, answer.cookies);
    if (answer.location === '') {
      const form = signInForm(answer.body, request.url);
      return form === null ? fail(strange(answer, request.url)) : ok({ kind: 'form', form, url: request.url });
    }
    const to = new URL(answer.location, request.url);
    if (to.href.startsWith(callback)) return ok({ kind: 'back', parameters: to.searchParams });
    request = get(to.href);
  }
  return fail('the pages redirected without end');
}

/** A page without a form, by status and by the error that its address names. */
function strange({ status }: PageAnswer, url: string): string {
  const error = new URL(url).searchParams.get('error') ?? '';
  return `a page without a sign-in form: status ${status}${/^\w{1,40}$/u.test(error) ? `, ${error}` : ''}`;
}

function get(url: string): PageRequest {
  return { url, method: 'GET', headers: AGENT };
}

function post(url: string, from: string, fields: Readonly<Record<string, string>>): PageRequest {
  const headers = { ...AGENT, 'content-type': 'application/x-www-form-urlencoded' };
  return {
    url,
    method: 'POST',
    // Cognito compares where the form came from
    headers: { ...headers, origin: new URL(from).origin, referer: from },
    body: new URLSearchParams(fields).toString(),
  };
}

function cookiesFor(jar: Jar, url: string): Readonly<Record<string, string>> {
  const cookies = [...(jar.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`);
  return cookies.length === 0 ? {} : { cookie: cookies.join('; ') };
}

function keepCookies(jar: Jar, url: string, cookies: readonly string[]): void {
  const { host } = new URL(url);
  const kept = jar.get(host) ?? new Map<string, string>();
  for (const cookie of cookies) {
    const [pair = ''] = cookie.split(';');
    const equals = pair.indexOf('=');
    if (equals > 0) kept.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  jar.set(host, kept);
}

/** The first form of a page that asks for a password, or null. The classic page has it twice, for wide and narrow windows. */
export function signInForm(page: string, url: string): SignInForm | null {
  const forms = page.match(/<form\b[\s\S]*?<\/form>/giu) ?? [];
  const form = forms.find((each) => inputsOf(each).some(({ name }) => name === 'password'));
  if (form === undefined) return null;
  const hidden = inputsOf(form).filter(({ type, name }) => type === 'hidden' && name !== '');
  return {
    action: new URL(attributeOf(form.slice(0, form.indexOf('>')), 'action'), url).href,
    fields: Object.fromEntries(hidden.map(({ name, value }) => [name, value])),
  };
}

function inputsOf(form: string) {
  return (form.match(/<input\b[^>]*>/giu) ?? []).map((tag) => ({
    name: attributeOf(tag, 'name'),
    type: attributeOf(tag, 'type').toLowerCase(),
    value: attributeOf(tag, 'value'),
  }));
}

function attributeOf(tag: string, name: string): string {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'iu').exec(tag) ?? [];
  return decoded(double ?? single ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

function decoded(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/giu, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
