/**
 * Works an update out on an item. As in DynamoDB, every operand is read from the item as it was before.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import type { AttributeValue, Item, Substitutions } from './condition-evaluate.ts';
import type { Update, UpdateOperand } from './update-parse.ts';

/** The new item, or why there is none. */
export function updated(update: Update, old: Item, given: Substitutions): Result<Item, string> {
  const next: Record<string, AttributeValue> = { ...old };
  for (const { name, sum } of update.set) {
    const values = sum.map((operand) => operandIn(operand, old, given));
    const value = values.length === 1 ? values[0] : added(values);
    if (value === undefined) {
      return fail(
        values.includes(undefined)
          ? 'The provided expression refers to an attribute that does not exist in the item'
          : 'An operand in the update expression has an incorrect data type',
      );
    }
    next[given.names[name] ?? name] = value;
  }
  for (const name of update.remove) delete next[given.names[name] ?? name];
  return ok(next);
}

function operandIn({ name, otherwise }: UpdateOperand, item: Item, { names, values }: Substitutions) {
  if (name.startsWith(':')) return values[name];
  return item[names[name] ?? name] ?? (otherwise === null ? undefined : values[otherwise]);
}

function added(values: readonly (AttributeValue | undefined)[]): AttributeValue | undefined {
  const numbers = values.map((value) => (value?.N === undefined ? Number.NaN : Number(value.N)));
  const sum = numbers.reduce((one, other) => one + other, 0);
  return Number.isNaN(sum) ? undefined : { N: String(sum) };
}
