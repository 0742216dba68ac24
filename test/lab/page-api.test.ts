/**
 * The page's API: what it takes, from whom, and what it tells.
 */
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { noFaults } from '../../src/lab/faults.ts';
import { type Lab, openLab } from '../../src/lab/lab.ts';
import { pageRoutes } from '../../src/lab/page-api/routes.ts';
import type { LabView } from '../../src/lab/page-api/view.ts';
import { shippedBundle, shippedPage } from '../../src/lab/trigger/shipped-bundle.ts';
import type { TriggerEvent } from '../../src/lab/trigger/trigger-event.ts';

let lab: Lab;
beforeAll(async () => {
  const [bundle, page] = [await shippedBundle(), await shippedPage()];
  if (!bundle.ok || !page.ok) throw new Error('not built');
  const settings = { policyFile: 'policies/dev.yaml', usersFile: null, port: 0, processes: 2, paceMs: 0 };
  const opened = await openLab({ ...settings, bundle: bundle.value }, (open) => pageRoutes(page.value, open));
  if (!opened.ok) throw new Error(opened.error);
  lab = opened.value;
});
afterEach(async () => {
  await act('trigger', { choice: 'guard' });
  await act('reset', {});
});
afterAll(async () => {
  await lab.close();
});

type Reply = { readonly status: number; readonly body: string };
type Headers = Readonly<Record<string, string>>;

/** A request as it is: `fetch` would not send another host or origin. */
function send(method: string, path: string, headers: Headers, body = ''): Promise<Reply> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const sent = request(`${lab.endpoint}${path}`, { method, headers }, (answer) => {
    let text = '';
    answer.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

const JSON_TYPE = { 'content-type': 'application/json' };

async function act(action: string, body: object) {
  const { status, body: text } = await send('POST', `/api/${action}`, JSON_TYPE, JSON.stringify(body));
  return { status, refused: JSON.parse(text).refused as string | null };
}

async function view(): Promise<LabView> {
  return JSON.parse((await send('GET', '/api/lab', {})).body);
}

const ANN = { via: 'sign-up', userName: 'ann', email: 'ann@example.com', phone: '' };

describe('the page API', () => {
  it.each([
    ['another host', { ...JSON_TYPE, host: 'evil.example' }, 403],
    ['another origin', { ...JSON_TYPE, origin: 'https://evil.example' }, 403],
    ['another port of this machine', { ...JSON_TYPE, origin: 'http://127.0.0.1:1' }, 403],
    ['another site, by the browser’s word', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
    ['no type', {}, 415],
  ])('refuses %s', async (_, headers, status) => {
    expect(await send('POST', '/api/sign-up', headers, JSON.stringify(ANN))).toMatchObject({ status });
    expect((await view()).users).toEqual([]);
  });

  it('lets no other page read the view', async () => {
    expect(await send('GET', '/api/lab', { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await send('GET', '/api/events', { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
  });

  it.each([
    ['no JSON', 'sign-up', '{', 200],
    ['an unknown way in', 'sign-up', '{"via":"door","userName":"ann"}', 200],
    ['an empty name', 'sign-up', '{"via":"sign-up","userName":" "}', 200],
    ['an unknown scene', 'scene', '{"id":"hamlet"}', 200],
    ['an unknown action', 'constructor', '{}', 404],
    ['a body of 10 MB', 'sign-up', 'x'.repeat(10_000_000), 413],
  ])('refuses %s', async (_, action, body, status) => {
    const answer = await send('POST', `/api/${action}`, JSON_TYPE, body);
    expect(answer).toMatchObject({ status });
    if (status === 200) expect(JSON.parse(answer.body).refused).toEqual(expect.any(String));
    expect((await view()).users).toEqual([]);
  });

  it('serves the page alone, with nothing from elsewhere', async () => {
    const answer = await fetch(`${lab.endpoint}/`);

    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    expect((await fetch(`${lab.endpoint}/../package.json`)).status).toBe(404);
    expect((await fetch(`${lab.endpoint}/page.js`)).headers.get('content-type')).toContain('text/javascript');
  });

  it.each(['sign-up', 'admin-create', 'federated'])('lets somebody in by %s and tells it', async (via) => {
    expect(await act('sign-up', { ...ANN, via })).toEqual({ status: 200, refused: null });

    const { users, feed } = await view();
    expect(users).toHaveLength(1);
    expect(feed).toMatchObject([
      { kind: 'attempt', answer: { kind: 'flags' }, events: [{ kind: 'user-created' }, {}] },
    ]);
  });

  it('hands everything that a policy looks at to the trigger', async () => {
    const asked: TriggerEvent[] = [];
    const { trigger } = lab.state;
    if (trigger === null) throw new Error('no trigger');
    lab.state.trigger = {
      ...trigger,
      run: (event) => {
        asked.push(event as TriggerEvent);
        return trigger.run(event);
      },
    };
    const more = { attributes: 'name=Ann\n\nlocale = en', metadata: 'campaign=a=b', validation: 'captcha=passed' };

    expect(await act('sign-up', { ...ANN, ...more, client: 'mobile1' })).toEqual({ status: 200, refused: null });
    const federated = { via: 'federated', userName: '7', client: 'web2', provider: 'CorpSAML' };
    expect(await act('sign-up', federated)).toEqual({ status: 200, refused: null });
    lab.state.trigger = trigger;

    expect(asked).toMatchObject([
      {
        callerContext: { clientId: 'mobile1' },
        request: {
          userAttributes: { email: 'ann@example.com', name: 'Ann', locale: 'en' },
          clientMetadata: { campaign: 'a=b' },
          validationData: { captcha: 'passed' },
        },
      },
      { userName: 'corpsaml_7', callerContext: { clientId: 'web2' }, triggerSource: 'PreSignUp_ExternalProvider' },
    ]);
  });

  it.each([
    ['a line without a value', { metadata: 'campaign' }, '`campaign` is no `name=value`'],
    [
      'an undeclared attribute',
      { attributes: 'custom:team=a' },
      /custom:team: Attribute does not exist in the schema/u,
    ],
    ['a client that none can be', { client: 'a b' }, /`client` is wrong: it is no id of an app client/u],
  ])('says what is wrong with %s', async (_, more, words) => {
    const { refused } = await act('sign-up', { ...ANN, ...more });

    expect(refused).toMatch(words);
  });

  it('remembers whose address was taken', async () => {
    await act('trigger', { choice: 'article' });
    await act('sign-up', ANN);
    await act('sign-up', { ...ANN, userName: 'bob' });

    expect((await view()).aliases).toMatchObject([
      {
        value: 'ann@example.com',
        owner: 'bob',
        carriers: ['ann', 'bob'],
        moves: [{ from: 'ann', to: 'bob', door: 'sign-up' }],
      },
    ]);
  });

  it('puts each decision to its own attempt', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `user-${index}`);
    await Promise.all(names.map((userName) => act('sign-up', { ...ANN, userName, email: `${userName}@example.com` })));

    const attempts = (await view()).feed.flatMap((item) => (item.kind === 'attempt' ? [item] : []));
    expect(attempts).toHaveLength(6);
    expect(new Set(attempts.map(({ record }) => record?.subject.email)).size).toBe(6);
    for (const { events, userName } of attempts) expect(events[0]).toMatchObject({ userName });
  });

  it('tells every change as it happens', async () => {
    const stop = new AbortController();
    const answer = await fetch(`${lab.endpoint}/api/events`, { signal: stop.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let told = '';
    const until = async (words: string) => {
      while (!told.includes(words)) told += (await reader?.read())?.value ?? '';
    };

    await until('"feed":[]');
    await act('sign-up', ANN);
    await until('"outcome":"approve"');
    stop.abort();

    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(told).toContain('event: lab');
  });

  it('forgets whoever listened and left', async () => {
    const before = lab.changes.listeners();
    const stop = new AbortController();
    const answer = await fetch(`${lab.endpoint}/api/events`, { signal: stop.signal });
    await answer.body?.getReader().read();
    expect(lab.changes.listeners()).toBe(before + 1);

    stop.abort();

    await vi.waitFor(() => expect(lab.changes.listeners()).toBe(before));
  });

  it('writes an invitation for an attester of the policy in force alone', async () => {
    expect(await act('invite', { attester: 'nobody', email: 'ann@example.com' })).toEqual({
      status: 200,
      refused: 'the policy in force has no attester `nobody`',
    });
    expect((await view()).invitations).toEqual([]);
  });

  it("gives the file's policy back after a scene with one of its own", async () => {
    const before = (await view()).policy;

    expect(await act('scene', { id: 'invited-held' })).toEqual({ status: 200, refused: null });

    const { policy, attesters, feed, invitations } = await view();
    expect({ policy, attesters }).toEqual({ policy: before, attesters: [] });
    expect(invitations).toHaveLength(1);
    expect(JSON.stringify(invitations)).not.toContain('"token"');
    const decided = feed.flatMap((item) => (item.kind === 'attempt' ? [item.record] : []));
    expect(decided.map((record) => [record?.outcome, record?.attestation?.result])).toEqual([
      ['approve', 'valid'],
      ['code', 'valid'],
    ]);
    await act('sign-up', ANN);
    expect((await view()).users.map(({ userName, status }) => [userName, status])).toContainEqual(['ann', 'CONFIRMED']);
  });

  it('restores what a scene broke', async () => {
    expect(await act('scene', { id: 'ssm-down' })).toEqual({ status: 200, refused: null });
    expect(lab.state.faults).toEqual(noFaults());

    await act('reset', {});
    await act('sign-up', ANN);
    expect((await view()).feed).toMatchObject([{ record: { outcome: 'approve', policy: { source: 'ssm' } } }]);
  });
});
