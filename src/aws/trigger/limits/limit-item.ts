/**
 * One key's item: counts by window under the window's own name, so that sandboxes whose clocks differ never reset each
 * other's, and the marks of the last sixteen attempts with the count that each found.
 */
import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { slidingCount, windowAt } from '../../../core/limits/estimate.ts';
import type { LimitRequest } from '../../../core/limits/limit.ts';

/** How many attempts an item remembers. */
const REMEMBERED = 16;

/** How long a call may be repeated and count once, in milliseconds: Cognito tries three times, five seconds each. */
export const REPEAT_MS = 15_000;

/** So many windows before the last but two are cleared away with each count: what was told late in the last one rests on the one before. */
const CLEARED = 8;

/** The marks of one attempt: in this slice of time, and in those beside it, where an earlier call may have left them. */
export type AttemptMarks = { readonly now: string; readonly beside: readonly [string, string] };

type Item = Readonly<Record<string, AttributeValue>>;

const SLOTS = Array.from({ length: REMEMBERED }, (_, slot) => slot);
const ALL_MARKS = SLOTS.map((slot) => `r${slot}`).join(', ');
const UNSEEN = `NOT (:me IN (${ALL_MARKS}) OR :b0 IN (${ALL_MARKS}) OR :b1 IN (${ALL_MARKS}))`;

/** Each slot takes what stood in the one before it, the last first. */
const SHIFTED = SLOTS.slice(1)
  .reverse()
  .map((slot) => `r${slot} = if_not_exists(r${slot - 1}, :none), n${slot} = if_not_exists(n${slot - 1}, :zero)`)
  .join(', ');

function nameOf(window: number): string {
  return `w${window}`;
}

/** The write that counts one attempt, unless the item remembers it. */
export function countingUpdate(
  { perMs }: LimitRequest,
  pk: string,
  marks: AttemptMarks,
  now: number,
): Omit<UpdateItemCommandInput, 'TableName'> {
  const window = windowAt(now, perMs);
  const count = nameOf(window);
  const old = Array.from({ length: CLEARED }, (_, index) => nameOf(window - 3 - index)).join(', ');
  const counted = `${count} = if_not_exists(${count}, :zero) + :one, expiresAt = :end`;
  return {
    Key: { pk: { S: pk } },
    UpdateExpression: `SET ${SHIFTED}, r0 = :me, n0 = if_not_exists(${count}, :zero) + :at, ${counted} REMOVE ${old}`,
    ConditionExpression: UNSEEN,
    ExpressionAttributeValues: {
      ':zero': { N: '0' },
      ':one': { N: '1' },
      ':at': { N: fractionOf(now - window * perMs) },
      ':none': { S: '-' },
      ':me': { S: marks.now },
      ':b0': { S: marks.beside[0] },
      ':b1': { S: marks.beside[1] },
      // DynamoDB removes items by a time in seconds; a window counts until the next one ends
      ':end': { N: String(Math.ceil(((window + 2) * perMs) / 1000)) },
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

/** The count that an item tells of an attempt that it has just counted; null where it tells none. */
export function countIn(item: Item, perMs: number, now: number): number | null {
  const counts = windowsOf(item, perMs, now);
  return counts === null || counts.current < 1 ? null : slidingCount(counts, now, perMs);
}

/**
 * The count that the first call of a repeated attempt was told, counted again for its moment: neither whoever came since nor
 * the time that went by changes anything for it.
 */
export function countOfRepeat(item: Item, marks: AttemptMarks, perMs: number, now: number): number | null {
  const known = [marks.now, ...marks.beside];
  const slot = SLOTS.find((index) => known.includes(item[`r${index}`]?.S ?? ''));
  const found = slot === undefined ? null : numberIn(item, `n${slot}`, (count) => count <= Number.MAX_SAFE_INTEGER);
  if (found === null || windowsOf(item, perMs, now) === null) return null;
  const current = Math.floor(found);
  const at = momentOf(Math.round((found - current) * FRACTION), perMs, now);
  const before = countAt(item, windowAt(at, perMs) - 1);
  return before === null ? null : slidingCount({ before, current: current + 1, after: 0 }, at, perMs);
}

/** A whole number beyond every length of a window: what is left of it is written behind a count's point. */
const FRACTION = 100_000_000;

function fractionOf(ms: number): string {
  return `0.${String(Math.floor(ms)).padStart(String(FRACTION).length - 1, '0')}`;
}

/** When a window was so far gone that it was counted: the moment nearest to now, since a repeat is known for half a window at most. */
function momentOf(goneMs: number, perMs: number, now: number): number {
  const inThisWindow = windowAt(now, perMs) * perMs + goneMs;
  return inThisWindow - Math.round((inThisWindow - now) / perMs) * perMs;
}

function windowsOf(item: Item, perMs: number, now: number) {
  const window = windowAt(now, perMs);
  const [before, current, after] = [window - 1, window, window + 1].map((one) => countAt(item, one));
  if (before === null || current === null || after === null) return null;
  return before === undefined || current === undefined || after === undefined ? null : { before, current, after };
}

/** Zero for a window that is not there; null for what is no count, whoever wrote it. */
function countAt(item: Item, window: number): number | null {
  const name = nameOf(window);
  return item[name] === undefined ? 0 : numberIn(item, name, Number.isSafeInteger);
}

function numberIn(item: Item, name: string, isOne: (count: number) => boolean): number | null {
  const count = Number(item[name]?.N);
  return isOne(count) && count >= 0 ? count : null;
}
