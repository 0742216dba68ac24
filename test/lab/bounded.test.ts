/**
 * What the lab remembers is bounded, however much goes through it: claims that are over, sign-ins, challenges.
 */
import { describe, expect, it } from 'vitest';
import { createShortLived } from '../../src/lab/cognito/auth/short-lived.ts';
import { createTableStore } from '../../src/lab/dynamodb/table-store.ts';

describe('a memory that forgets', () => {
  it('keeps so many, the oldest goes first', () => {
    const memory = createShortLived<number>(() => 0, 3, 1000);
    for (let index = 0; index < 100_000; index += 1) memory.add(String(index), index);

    expect(memory.size()).toBe(3);
    expect([memory.get('99996'), memory.get('99997'), memory.get('99999')]).toEqual([undefined, 99_997, 99_999]);
  });

  it('forgets what is over, and counts a second adding from then', () => {
    const clock = { now: 0 };
    const memory = createShortLived<string>(() => clock.now, 10, 1000);
    memory.add('a', 'a');
    clock.now = 500;
    memory.add('b', 'b');
    memory.add('a', 'again');

    clock.now = 1499;
    expect([memory.get('a'), memory.get('b')]).toEqual(['again', 'b']);
    clock.now = 1500;
    expect([memory.get('a'), memory.get('b')]).toEqual([undefined, undefined]);
    memory.add('c', 'c');
    expect([...memory.values()]).toEqual(['c']);
    memory.remove('c');
    memory.add('d', 'd');
    memory.clear();
    expect(memory.size()).toBe(0);
  });
});

describe('a table of claims', () => {
  const claim = (pk: string, until?: number) => ({
    table: 'claims',
    item: { pk: { S: pk }, ...(until === undefined ? {} : { expiresAt: { N: String(until) } }) },
    condition: null,
    given: { names: {}, values: {} },
  });

  it('forgets those that are over, and keeps those that are not', () => {
    const clock = { now: 0 };
    const store = createTableStore(() => clock.now);
    for (let index = 0; index < 100_000; index += 1) {
      clock.now += 1000;
      store.write([claim(`a${index}`, clock.now / 1000 + 120)]);
    }

    expect(store.items('claims').length).toBeLessThan(130);
    expect(store.items('claims').length).toBeGreaterThanOrEqual(120);
  });

  it('keeps what has no end', () => {
    const store = createTableStore(() => 1e12);
    store.write([claim('kept')]);
    store.write([claim('over', 1)]);
    store.write([claim('another')]);

    expect(store.items('claims').map(({ pk }) => pk?.S)).toEqual(['kept', 'another']);
  });
});
