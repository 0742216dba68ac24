/**
 * Attesters of a policy: their keys, who may name them, and what their word is good for.
 */
import fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { ALIAS_ATTRIBUTES, type AliasAttribute } from '../../src/core/attempt.ts';
import type { AttesterDocument } from '../../src/core/attestation.ts';
import { NO_RESOURCES } from '../../src/core/conditions/condition.ts';
import { plan } from '../../src/core/plan.ts';
import type { RuleDocument } from '../../src/core/policy.ts';
import { applies, evaluateRule, partOf } from '../../src/core/rules.ts';
import { compilePolicy } from '../../src/policy/compile.ts';
import { breachesOf } from '../../src/policy/invariants.ts';
import { decodePolicy, encodePolicy, readManifest } from '../../src/policy/manifest.ts';
import { readPolicyDocument } from '../../src/policy/schema.ts';
import { thumbprintOf } from '../../src/policy/thumbprint.ts';
import { attempts } from '../support/arbitraries.ts';
import { aDocument } from '../support/policies.ts';
import { Tally } from '../support/tally.ts';
import { EC_KEY, ED_KEY } from './file/keys.ts';

const INVITATIONS: AttesterDocument = { id: 'invitations', keys: [ED_KEY], maxAge: '7d' };
const SMS: AttesterDocument = { id: 'sms', keys: [EC_KEY], maxAge: '10m' };

function invited(fields: Partial<RuleDocument> = {}): RuleDocument {
  return { id: 'invited', when: { emailAttested: ['invitations'] }, then: 'approve', verify: ['email'], ...fields };
}

function codesOf(rules: readonly RuleDocument[], attesters: readonly AttesterDocument[] = [INVITATIONS, SMS]) {
  return breachesOf({ rules, attesters }).map(({ code, path }) => `${code} ${path.join('.')}`);
}

describe('an approval', () => {
  it('that verifies what is attested needs no acknowledgement', () => {
    expect(codesOf([invited()])).toEqual([]);
    const both = { emailAttested: ['invitations'], phoneAttested: ['sms'] };
    expect(codesOf([invited({ when: both, verify: ['email', 'phone_number'] })])).toEqual([]);
  });

  it('needs one for each address that is not', () => {
    expect(breachesOf({ rules: [invited({ verify: ['email', 'phone_number'] })], attesters: [INVITATIONS] })).toEqual([
      {
        code: 'verify-without-acknowledge',
        path: ['rules', 0, 'verify'],
        message:
          '`verify: [phone_number]` needs `phoneAttested` under `when`, or `acknowledge`: write down why whoever signs up may be trusted to own what they typed',
      },
    ]);
    expect(codesOf([invited({ verify: ['phone_number'], acknowledge: 'the desk calls back' })])).toEqual([]);
  });

  it('is not proved by an exception, nor by the rule beside it', () => {
    const silent = 'verify-without-acknowledge rules.0.verify';
    const unless = { emailAttested: ['invitations'] };

    expect(codesOf([invited({ when: undefined, unless })])).toEqual([silent]);
    expect(codesOf([invited({ id: 'one', when: undefined }), invited()])).toEqual([silent]);
  });

  it('of several that add up verifies nothing that is neither attested nor acknowledged', () => {
    const rule = fc.record({
      when: fc.constantFrom(
        {},
        { emailDomain: ['example.com'] },
        { emailAttested: ['invitations'] },
        { phoneAttested: ['invitations', 'partner'] },
        { emailAttested: ['partner'], phoneAttested: ['partner'] },
        { emailAttested: ['partner'], client: ['client1'] },
      ),
      verify: fc.subarray<AliasAttribute>(['email', 'phone_number']),
      acknowledge: fc.constantFrom(undefined, undefined, ' ', 'behind single sign-on'),
    });
    const tally = new Tally();
    const attesters = [INVITATIONS, { ...SMS, id: 'partner' }];
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), attempts, (written, attempt) => {
        const rules = written.map((fields, index) => {
          const { when, ...rest } = fields;
          const named = Object.keys(when).length === 0 ? rest : { ...rest, when };
          return { id: `rule-${index}`, then: 'approve' as const, ...named };
        });
        const document = aDocument({ rules, attesters });
        if (breachesOf(document).length > 0) return tally.saw('refused');
        const policy = compilePolicy(document, NO_RESOURCES);
        const { intent } = plan(attempt, policy);
        if (intent.kind !== 'approve') return tally.saw('not approved');
        const matching = policy.rules.filter((one) => applies(one, partOf(evaluateRule(one, attempt))));
        for (const attribute of ALIAS_ATTRIBUTES.filter((name) => intent.verify.includes(name))) {
          const acknowledged = matching.some(
            ({ id, verify }) =>
              verify.includes(attribute) && (rules.find((one) => one.id === id)?.acknowledge ?? '').trim() !== '',
          );
          const attested = attempt.attested.has(attribute);
          expect(acknowledged || attested).toBe(true);
          tally.saw(attested ? (acknowledged ? 'both' : 'attested') : 'acknowledged');
        }
        return undefined;
      }),
      { numRuns: 6_000 },
    );
    tally.expectSeen(15, 'refused', 'attested', 'acknowledged', 'both');
  });
});

describe('attesters', () => {
  it('are only named where they are declared', () => {
    const rules = [
      invited(),
      invited({ id: 'two', then: 'deny', verify: undefined, unless: { phoneAttested: ['sms', 'nobody'] } }),
    ];

    expect(breachesOf({ rules, attesters: [INVITATIONS, SMS] })).toEqual([
      {
        code: 'unknown-attester',
        path: ['rules', 1, 'unless', 'phoneAttested', 1],
        message: 'no attester has the id `nobody`; declared are `invitations`, `sms`',
      },
    ]);
    expect(breachesOf({ rules: [invited()] })[0]?.message).toBe(
      'no attester has the id `invitations`; none is declared under `attesters`',
    );
  });

  it('are each declared once, with keys of their own', () => {
    expect(codesOf([], [INVITATIONS, { ...SMS, id: 'invitations' }])).toEqual(['duplicate-id attesters.1.id']);
    expect(breachesOf({ rules: [], attesters: [INVITATIONS, { ...SMS, keys: [EC_KEY, ED_KEY] }] })).toEqual([
      {
        code: 'duplicate-key',
        path: ['attesters', 1, 'keys', 1],
        message: `the key \`${ED_KEY.kid}\` is already that of \`invitations\``,
      },
    ]);
    expect(codesOf([], [{ ...SMS, keys: [EC_KEY, EC_KEY] }])).toEqual(['duplicate-key attesters.0.keys.1']);
  });

  it('have keys by their thumbprints and lives that end', () => {
    expect(codesOf([], [{ ...SMS, keys: [{ ...EC_KEY, kid: ED_KEY.kid }] }])).toEqual(['key-id attesters.0.keys.0']);
    expect(codesOf([], [{ ...SMS, maxAge: 'for ever' }])).toEqual(['bad-value attesters.0.maxAge']);
  });

  it('are told in a sentence each what is wrong with them', () => {
    const wrong = [INVITATIONS, { ...SMS, id: 'invitations', keys: [{ ...EC_KEY, kid: ED_KEY.kid }], maxAge: '7' }];

    expect(breachesOf({ rules: [], attesters: wrong }).map(({ message }) => message)).toEqual([
      'the id `invitations` is already taken by an attester above',
      '`maxAge` is a whole number and a unit, `s`, `m`, `h` or `d`, such as `7d`',
      `the key \`${ED_KEY.kid}\` is already that of \`invitations\``,
      `\`kid\` \`${ED_KEY.kid}\` is not the key's thumbprint`,
    ]);
  });

  it('may be without a key: that revokes them', () => {
    expect(codesOf([invited()], [{ ...INVITATIONS, keys: [] }])).toEqual([]);
  });

  it('travel in the published policy and cost one without them nothing', () => {
    const plain = aDocument({ rules: [invited({ acknowledge: 'tested', when: undefined })] });
    const document = aDocument({ rules: [invited()], attesters: [INVITATIONS, SMS] });
    const { manifest, parts } = encodePolicy(document, { stack: 's', publisher: 'command-line' });
    const read = readManifest(manifest);

    expect(read === null ? null : decodePolicy(read, parts)).toEqual({ ok: true, value: document });
    expect(encodePolicy(plain, { stack: 's', publisher: 'command-line' }).manifest).not.toContain('attesters');
  });

  it('are ready to verify with once compiled, their lives in seconds', () => {
    expect(compilePolicy(aDocument({ attesters: [INVITATIONS, SMS] }), NO_RESOURCES).attesters).toEqual([
      { id: 'invitations', keys: [ED_KEY], maxAgeSeconds: 604_800 },
      { id: 'sms', keys: [EC_KEY], maxAgeSeconds: 600 },
    ]);
    expect(compilePolicy(aDocument(), NO_RESOURCES).attesters).toEqual([]);
  });

  it.each([
    ['a private key', { ...ED_KEY, d: ED_KEY.x }],
    ['another curve', { ...EC_KEY, crv: 'P-384' }],
    ['a point without its other half', { ...EC_KEY, y: undefined }],
    ['a short point', { ...ED_KEY, x: ED_KEY.x.slice(1) }],
    ['a key without a name', { ...ED_KEY, kid: undefined }],
  ])('are refused wherever they come from with %s', (_, key) => {
    const document = aDocument({ attesters: [INVITATIONS] });
    const altered = { ...document, attesters: [{ ...INVITATIONS, keys: [key] }] };

    expect(readPolicyDocument(JSON.parse(JSON.stringify(document)))).toEqual(document);
    expect(readPolicyDocument(JSON.parse(JSON.stringify(altered)))).toBeNull();
  });
});

describe('a thumbprint', () => {
  it('is that of RFC 7638', async () => {
    for (const key of [ED_KEY, EC_KEY]) {
      expect(thumbprintOf(key)).toBe(await calculateJwkThumbprint(key));
      expect(thumbprintOf(key)).toBe(key.kid);
    }
  });
});
