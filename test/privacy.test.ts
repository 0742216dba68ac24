/**
 * Law 8 end to end: whatever a sign-up holds of a person, and whatever AWS says of one, stands in no output, log line,
 * metric, error, report or replay. Every scene runs through the whole trigger over HTTP.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decisionLine } from '../src/cli/log/decision-line.ts';
import { pageAssets } from '../src/cli/log/page-assets.ts';
import { replayText } from '../src/cli/log/replay-text.ts';
import { reviewText } from '../src/cli/log/review-text.ts';
import { NO_RESOURCES } from '../src/core/conditions/condition.ts';
import type { PolicyDocument } from '../src/core/policy.ts';
import { encodePolicy } from '../src/policy/manifest.ts';
import type { LoggedDecision } from '../src/record/logged.ts';
import { reportHtml } from '../src/review/page-html.ts';
import { createReplay } from '../src/review/replay/replay.ts';
import { createReplayReport } from '../src/review/replay/replay-report.ts';
import { createDecisionReader } from '../src/review/source/decision-reader.ts';
import { openReviewStore } from '../src/review/store.ts';
import { summaryOf } from '../src/review/summary.ts';
import type { Answer } from './support/fake-aws.ts';
import { parametersAnswer } from './support/parameters.ts';
import { aDocument, anApproval } from './support/policies.ts';
import { HASH_KEY, type Scene, type SceneScript, startScene } from './support/scene.ts';
import { aSignUp } from './support/sign-up-event.ts';

/** Everything of a person that goes in; none of it may come out. */
const PERSON = {
  local: 'quentin.privat',
  tag: 'newsletter',
  upper: 'QUENTIN.PRIVAT',
  phone: '+12065550142',
  digits: '2065550142',
  user: 'quentin-the-user',
  holder: 'hortensia-the-holder',
  broken: 'broken mailbox',
  attribute: 'attribute-of-quentin',
  metadata: 'metadata-of-quentin',
  federated: 'google_115006278',
  password: 'validation-of-quentin',
} as const;

const EMAIL = `${PERSON.local}+${PERSON.tag}@example.com`;
const ATTRIBUTES = { email: EMAIL, phone_number: PERSON.phone, 'custom:team': PERSON.attribute };
const EVERYONE = aDocument({ rules: [anApproval()] });
const REQUEST = { clientMetadata: { campaign: PERSON.metadata }, validationData: { secret: PERSON.password } };

/** AWS quotes what it refuses: an answer that tells everything. */
const TELLTALE = `{"__type":"InvalidParameterException","message":"${EMAIL} ${PERSON.phone} ${PERSON.user} ${PERSON.holder}"}`;
const QUOTING: Answer = { raw: TELLTALE, status: 400, contentType: 'application/x-amz-json-1.1' };
const HOLDER = {
  Username: PERSON.holder,
  UserStatus: 'CONFIRMED',
  Attributes: [
    { Name: 'email', Value: EMAIL },
    { Name: 'email_verified', Value: 'true' },
    { Name: 'phone_number', Value: PERSON.phone },
  ],
};

function aPerson(
  fields: Readonly<Record<string, unknown>> = {},
  attributes: Readonly<Record<string, unknown>> = ATTRIBUTES,
) {
  const event = aSignUp({ userName: PERSON.user, ...fields });
  return { ...event, request: { userAttributes: attributes, ...REQUEST } };
}

type Act = {
  readonly document?: PolicyDocument | null;
  readonly script?: SceneScript;
  readonly event?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
};

const listed = aDocument({ rules: [{ id: 'one', when: { emailAddress: [EMAIL] }, then: 'deny' }] });
const candidate: SceneScript['GetParameters'] = (call) =>
  parametersAnswer(call, (name) =>
    name.endsWith('/hash-key') ? HASH_KEY : encodePolicy(listed, { stack: 's', publisher: 'command-line' }).manifest,
  );

const ACTS: Readonly<Record<string, Act>> = {
  approved: {},
  'left to the code': { document: aDocument() },
  'refused by an address rule': { document: listed },
  'refused by default': { document: aDocument({ otherwise: 'deny' }) },
  'held by another': {
    script: {
      ListUsers: { json: { Users: [HOLDER] } },
      AdminGetUser: { json: { Username: PERSON.holder, UserAttributes: HOLDER.Attributes } },
    },
  },
  'held, and that refuses': {
    document: aDocument({
      rules: [anApproval()],
      collision: { holders: 'any', then: 'deny', code: 'allow', federated: 'allow' },
    }),
    script: { ListUsers: { json: { Users: [HOLDER] } } },
  },
  'malformed values': { event: aPerson({}, { email: `${PERSON.broken} @example.com`, phone_number: PERSON.digits }) },
  'a directory that quotes': { script: { ListUsers: QUOTING, AdminGetUser: QUOTING } },
  'a table that quotes': { script: { PutItem: QUOTING, TransactWriteItems: QUOTING } },
  'parameters that quote': { script: { GetParameters: QUOTING, GetParameter: QUOTING } },
  'answers that are no JSON': {
    script: { ListUsers: { raw: `<html>${EMAIL} ${PERSON.holder}` }, AdminGetUser: { raw: EMAIL } },
  },
  'no policy at all': { document: null, env: { WHEN_POLICY_UNAVAILABLE: 'deny' } },
  'claims switched off': { env: { CLAIM_TABLE: '' } },
  'everything told to the log': {
    env: { LOG_LEVEL: 'DEBUG', POWERTOOLS_LOG_LEVEL: 'DEBUG', POWERTOOLS_DEV: 'true' },
    script: { ListUsers: QUOTING },
  },
  'a federated user': { event: aPerson({ triggerSource: 'PreSignUp_ExternalProvider', userName: PERSON.federated }) },
  'a user made by an administrator': { event: aPerson({ triggerSource: 'PreSignUp_AdminCreateUser' }) },
  'an unknown source': { event: aPerson({ triggerSource: `PreSignUp_${PERSON.user}` }) },
  'values where objects belong': { event: { ...aPerson(), request: EMAIL, callerContext: PERSON.user } },
  'a shadow policy': { script: { GetParameters: candidate } },
};

const written: string[] = [];
let scene: Scene | undefined;

afterEach(async () => {
  await scene?.close();
  scene = undefined;
  vi.restoreAllMocks();
});

/** Plays an act thrice, so that caches and breakers have their say; everything that is written is kept. */
async function play({
  document = EVERYONE,
  script = {},
  event = aPerson(),
  env = {},
}: Act): Promise<readonly string[]> {
  const out: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void out.push(words.map(String).join(' ')));
  }
  scene = await startScene(document, script, env);
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => out.push(String(chunk)) > 0);
  for (let time = 0; time < 3; time += 1) {
    const thrown = await scene.trigger.answer(event, 5_000).then(() => '', String);
    out.push(thrown);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const failing = {
    event,
    error: new Error(`${EMAIL} ${PERSON.user}`),
    context: {},
    response: undefined,
    internal: {},
  };
  await scene.trigger.recover(failing as never);
  out.push(...scene.lines);
  return out.filter(Boolean);
}

function expectNobody(texts: readonly string[]): void {
  const text = texts.join('\n').toLowerCase();
  for (const [what, value] of Object.entries(PERSON)) expect(text, what).not.toContain(value.toLowerCase());
}

describe('the log tells the decision, never the event', () => {
  it.each(Object.entries(ACTS))('with %s', async (_, act) => {
    const out = await play(act);

    expect(out.join('\n')).toContain('"outcome"');
    expectNobody(out);
    written.push(...out);
  });

  it('in what is made of the log', async () => {
    const decisions: LoggedDecision[] = [];
    const reader = createDecisionReader((decision) => decisions.push(decision));
    for (const line of written) reader.text(`${line}\n`);
    reader.end();
    const store = openReviewStore();
    const replayed = createReplayReport(100);
    const replay = createReplay({
      document: listed,
      resources: NO_RESOURCES,
      hashKey: HASH_KEY,
      recordedHolders: 'any',
    });
    for (const decision of decisions) {
      store.add(decision);
      replayed.add(decision, replay(decision));
    }
    const report = store.finish(reader.met.other + reader.met.unreadable);
    const assets = await pageAssets();
    if (!assets.ok) throw new Error(assets.error);

    const made = [
      JSON.stringify(summaryOf(report)),
      reviewText(report),
      reportHtml(report, assets.value),
      JSON.stringify(replayed.finish()),
      replayText(replayed.finish(), 0),
      ...decisions.map(decisionLine),
    ];

    expect(decisions.length).toBeGreaterThan(3 * Object.keys(ACTS).length);
    expect(Object.keys(report.outcomes).toSorted()).toEqual(['approve', 'code', 'deny', 'untouched']);
    expect(replayed.finish().newlyRefused).toBeGreaterThan(0);
    expectNobody(made);
  });
});
