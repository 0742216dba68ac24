/**
 * The sequence of claim writes, against a table in memory that follows the rules of claims.
 */
import { describe, expect, it } from 'vitest';
import type { Alias, AliasAttribute } from '../../src/core/attempt.ts';
import {
  type ClaimFound,
  type ClaimItem,
  type ClaimKind,
  type ClaimRequest,
  findingOf,
} from '../../src/core/claims.ts';
import type { AliasFact } from '../../src/core/facts.ts';
import { ok } from '../../src/core/result.ts';
import { claimAll, type WriteClaims } from '../../src/guard/claim.ts';

const NOW = 1_000_000;
const EMAIL: Alias = { attribute: 'email', raw: 'bob@example.com', folded: 'bob@example.com' };
const PHONE: Alias = { attribute: 'phone_number', raw: '+12065550100', folded: '+12065550100' };
const FREE: AliasFact = { kind: 'free', holders: [] };
const OWNED: AliasFact = {
  kind: 'held',
  holders: [{ userName: 'owner', verified: true, enabled: true, status: 'CONFIRMED' }],
};

type Items = Map<AliasAttribute, ClaimItem>;

function table(items: Items, owner = 'me'): { write: WriteClaims; writes: ClaimRequest[][] } {
  const writes: ClaimRequest[][] = [];
  const write: WriteClaims = async (requests) => {
    writes.push([...requests]);
    const found = new Map<AliasAttribute, ClaimFound>(
      requests.map(({ alias, kind }) => [
        alias.attribute,
        findingOf(kind, owner, items.get(alias.attribute) ?? null, NOW),
      ]),
    );
    if ([...found.values()].every((finding) => finding === 'clear')) {
      for (const { alias, kind } of requests) items.set(alias.attribute, { kind, owner, writtenAt: NOW, since: NOW });
    }
    return ok(found);
  };
  return { write, writes };
}

function item(kind: ClaimKind, owner: string, ageMs: number): ClaimItem {
  return { kind, owner, writtenAt: NOW - ageMs, since: NOW - ageMs };
}

async function claim(
  requests: readonly ClaimRequest[],
  items: Items,
  facts: readonly [AliasAttribute, AliasFact][] = [],
) {
  const { write, writes } = table(items);
  const outcomes = await claimAll(requests, write, async () => new Map(facts));
  return {
    outcomes: Object.fromEntries([...outcomes].map(([name, outcome]) => [name, outcome.kind])),
    writes: writes.length,
  };
}

const verifying = (alias: Alias): ClaimRequest => ({ alias, kind: 'verifying' });
const mark = (alias: Alias): ClaimRequest => ({ alias, kind: 'mark' });

describe('a verifying claim', () => {
  it.each([
    ['nothing', undefined, 'won', 1],
    ['an expired claim', item('mark', 'other', 120_000), 'won', 1],
    ['its own verifying claim', item('verifying', 'me', 14_999), 'won', 1],
    ['its own mark', item('mark', 'me', 0), 'marked', 2],
    ['its own verifying claim grown old', item('verifying', 'me', 15_000), 'marked', 2],
    ["another's mark", item('mark', 'other', 119_999), 'marked', 2],
    ["another's verifying claim grown old", item('verifying', 'other', 15_000), 'marked', 2],
    ["another's verifying claim in flight", item('verifying', 'other', 14_999), 'in-flight', 1],
  ] as const)('meets %s', async (_, standing, outcome, writes) => {
    const items: Items = new Map(standing === undefined ? [] : [['email', standing]]);

    expect(await claim([verifying(EMAIL)], items, [['email', FREE]])).toEqual({ outcomes: { email: outcome }, writes });
  });
});

describe('a mark', () => {
  it.each([
    ['nothing', undefined, 'marked'],
    ["another's mark", item('mark', 'other', 0), 'marked'],
    ['its own verifying claim in flight', item('verifying', 'me', 0), 'in-flight'],
    ['its own verifying claim grown old', item('verifying', 'me', 15_000), 'marked'],
    ["another's verifying claim grown old", item('verifying', 'other', 15_000), 'marked'],
    ["another's verifying claim in flight", item('verifying', 'other', 14_999), 'in-flight'],
  ] as const)('meets %s', async (_, standing, outcome) => {
    const items: Items = new Map(standing === undefined ? [] : [['email', standing]]);

    expect(await claim([mark(EMAIL)], items)).toEqual({ outcomes: { email: outcome }, writes: 1 });
  });
});

describe('two addresses', () => {
  it('are claimed in one write', async () => {
    expect(await claim([verifying(EMAIL), verifying(PHONE)], new Map())).toEqual({
      outcomes: { email: 'won', phone_number: 'won' },
      writes: 1,
    });
  });

  it('win the one and mark the other when that is contested', async () => {
    const items: Items = new Map([['email', item('mark', 'other', 0)]]);

    expect((await claim([verifying(EMAIL), verifying(PHONE)], items)).outcomes).toEqual({
      email: 'marked',
      phone_number: 'won',
    });
  });

  it('leave nothing behind when one is in flight', async () => {
    const items: Items = new Map([['email', item('verifying', 'other', 0)]]);

    const { outcomes, writes } = await claim([verifying(EMAIL), verifying(PHONE)], items, [['email', FREE]]);

    expect([outcomes, writes, items.size]).toEqual([{ email: 'in-flight' }, 1, 1]);
  });

  it('claim the other when the one in flight has a verified holder', async () => {
    const items: Items = new Map([['email', item('verifying', 'other', 0)]]);

    const { outcomes } = await claim([verifying(EMAIL), verifying(PHONE)], items, [['email', OWNED]]);

    expect(outcomes).toEqual({ email: 'in-flight', phone_number: 'won' });
  });
});

describe('a table', () => {
  it('that gives no answer leaves every address unknown', async () => {
    const failure = { call: 'claims', cause: 'timeout' } as const;
    const outcomes = await claimAll(
      [verifying(EMAIL), mark(PHONE)],
      async () => ({ ok: false, error: failure }),
      async () => new Map(),
    );

    expect([...outcomes.values()]).toEqual([
      { kind: 'unknown', failure },
      { kind: 'unknown', failure },
    ]);
  });

  it('that is contested for ever counts as in flight', async () => {
    const contested: WriteClaims = async () => ok(new Map([['email', 'contested']]));

    const outcomes = await claimAll([verifying(EMAIL)], contested, async () => new Map());

    expect(outcomes.get('email')).toEqual({ kind: 'in-flight' });
  });
});
