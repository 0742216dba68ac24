/**
 * Tables in memory, as claims use them: conditional puts, one by one or several at once, all or nothing. A table exists
 * once something is written to it, with `pk` as its key.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import {
  type AttributeValue,
  holds,
  type Item,
  missingPlaceholders,
  type Substitutions,
} from './condition-evaluate.ts';
import { parseCondition } from './condition-parse.ts';
import { updated } from './update-apply.ts';
import { parseUpdate } from './update-parse.ts';

/** One conditional put. */
export type Put = {
  readonly table: string;
  readonly item: Item;
  readonly condition: string | null;
  readonly given: Substitutions;
};

/** How one put of several fared. `old` is the item that stood in the way. */
export type PutOutcome = { readonly done: boolean; readonly old: Item | undefined };

/** One conditional update of the item at a key. */
export type ItemUpdate = Omit<Put, 'item'> & { readonly pk: string; readonly update: string };

/** How an update fared: the item that stood there, and the one that stands there now. */
export type UpdateOutcome = PutOutcome & { readonly item: Item | undefined };

/** Tables by name. */
export interface TableStore {
  /** Writes all or none; fails only on an expression that cannot be read. */
  write(puts: readonly Put[]): Result<readonly PutOutcome[], string>;
  /** Changes an item, or makes one; fails only on an expression that cannot be read or worked out. */
  update(asked: ItemUpdate): Result<UpdateOutcome, string>;
  /** Everything in a table, for looking at it. */
  items(table: string): readonly Item[];
  /** Forgets everything. */
  clear(): void;
}

/** Creates an empty store. */
export function createTableStore(now: () => number): TableStore {
  const tables = new Map<string, Map<string, Item>>();
  const tableOf = (name: string): Map<string, Item> => {
    const table = tables.get(name) ?? new Map<string, Item>();
    tables.set(name, table);
    return table;
  };
  return {
    write: (puts) => {
      const outcomes: PutOutcome[] = [];
      for (const put of puts) {
        const old = tableOf(put.table).get(keyOf(put.item));
        const met = isMet(put, old);
        if (!met.ok) return met;
        outcomes.push({ done: met.value, old });
      }
      if (outcomes.every(({ done }) => done)) {
        for (const put of puts) replace(tableOf(put.table), put.item);
        for (const put of puts) forgetExpired(tableOf(put.table), now() / 1000);
      }
      return ok(outcomes);
    },
    update: (asked) => {
      const table = tableOf(asked.table);
      const old = table.get(asked.pk);
      const met = isMet(asked, old);
      if (!met.ok) return met;
      if (!met.value) return ok({ done: false, old, item: old });
      const parsed = updateOf(asked.update);
      if (!parsed.ok) return parsed;
      const item = updated(parsed.value, old ?? { pk: { S: asked.pk } }, asked.given);
      if (!item.ok) return item;
      table.set(asked.pk, item.value);
      return ok({ done: true, old, item: item.value });
    },
    items: (table) => [...tableOf(table).values()],
    clear: () => tables.clear(),
  };
}

/** Programs send the same few expressions over and over: what was parsed once is kept, up to so many. */
const MOST_KEPT = 100;

const updateOf = keeping(parseUpdate);
const conditionOf = keeping(parseCondition);

function keeping<T>(parse: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const parsed = kept.get(text) ?? parse(text);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, parsed);
    return parsed;
  };
}

function isMet({ condition, given }: Pick<Put, 'condition' | 'given'>, old: Item | undefined): Result<boolean, string> {
  if (condition === null) return ok(true);
  const parsed = conditionOf(condition);
  if (!parsed.ok) return parsed;
  const [missing] = missingPlaceholders(parsed.value, given);
  if (missing !== undefined) {
    const what = missing.startsWith('#') ? 'attribute name' : 'attribute value';
    return fail(
      `Invalid ConditionExpression: An expression ${what} used in expression is not defined; ${what}: ${missing}`,
    );
  }
  return ok(holds(parsed.value, old, given));
}

/** What is written is the newest, even in an old one's place. */
function replace(table: Map<string, Item>, item: Item): void {
  table.delete(keyOf(item));
  table.set(keyOf(item), item);
}

/**
 * Time to live, which DynamoDB's tables of claims have on `expiresAt`: what is over goes, some time after. Items end in
 * about the order in which they were written, so a look at the oldest two for each write keeps up.
 */
function forgetExpired(table: Map<string, Item>, nowSeconds: number): void {
  let looked = 0;
  for (const [key, item] of table) {
    if (looked === 2) return;
    looked += 1;
    if (Number(item['expiresAt']?.N ?? Number.POSITIVE_INFINITY) < nowSeconds) table.delete(key);
  }
}

function keyOf(item: Item): string {
  const key: AttributeValue | undefined = item['pk'];
  return key?.S ?? '';
}
