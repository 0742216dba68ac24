/**
 * Evaluates a condition expression against the item that stands in the table. As in DynamoDB, a comparison with a missing
 * attribute or between different types is false, except `<>`, which is true for a different type.
 */
import type { Comparison, ConditionExpression } from './condition-parse.ts';

/** A typed value: text, number or boolean are those that claims use. */
export type AttributeValue = {
  readonly S?: string | undefined;
  readonly N?: string | undefined;
  readonly BOOL?: boolean | undefined;
};

/** An item. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** What placeholders stand for. */
export type Substitutions = {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
};

/** The placeholders of an expression that nothing was handed in for. */
export function missingPlaceholders(
  condition: ConditionExpression,
  { names, values }: Substitutions,
): readonly string[] {
  return operandsOf(condition).filter(
    (operand) => (operand.startsWith('#') && !(operand in names)) || (operand.startsWith(':') && !(operand in values)),
  );
}

function operandsOf(condition: ConditionExpression): readonly string[] {
  switch (condition.kind) {
    case 'exists':
    case 'not-exists':
      return [condition.name];
    case 'compare':
      return [condition.left, condition.right];
    case 'in':
      return [condition.left, ...condition.among];
    case 'not':
      return operandsOf(condition.of);
    case 'and':
    case 'or':
      return [...operandsOf(condition.left), ...operandsOf(condition.right)];
  }
}

/** Whether the condition holds of an item, or of none. */
export function holds(condition: ConditionExpression, item: Item | undefined, given: Substitutions): boolean {
  switch (condition.kind) {
    case 'not-exists':
      return operandValue(condition.name, item, given) === undefined;
    case 'exists':
      return operandValue(condition.name, item, given) !== undefined;
    case 'in':
      return condition.among.some((operand) =>
        compare('=', operandValue(condition.left, item, given), operandValue(operand, item, given)),
      );
    case 'not':
      return !holds(condition.of, item, given);
    case 'and':
      return holds(condition.left, item, given) && holds(condition.right, item, given);
    case 'or':
      return holds(condition.left, item, given) || holds(condition.right, item, given);
    case 'compare':
      return compare(
        condition.operator,
        operandValue(condition.left, item, given),
        operandValue(condition.right, item, given),
      );
  }
}

function operandValue(
  operand: string,
  item: Item | undefined,
  { names, values }: Substitutions,
): AttributeValue | undefined {
  if (operand.startsWith(':')) return values[operand];
  return item?.[operand.startsWith('#') ? (names[operand] ?? operand) : operand];
}

function compare(operator: Comparison, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const order = orderOf(left, right);
  if (order === null) return operator === '<>';
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Negative, zero or positive; null for values of different types. */
function orderOf(left: AttributeValue, right: AttributeValue): number | null {
  if (left.N !== undefined && right.N !== undefined) return Number(left.N) - Number(right.N);
  if (left.S !== undefined && right.S !== undefined) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if (left.BOOL !== undefined && right.BOOL !== undefined) return Number(left.BOOL) - Number(right.BOOL);
  return null;
}
