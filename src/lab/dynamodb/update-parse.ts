/**
 * UpdateExpressions of DynamoDB, the part that limits use: `SET name = operand`, a sum of two, `if_not_exists`, and `REMOVE`.
 * Anything else is refused, never guessed.
 */
import { fail, ok, type Result } from '../../core/result.ts';

/** A name, a placeholder, or a name with what stands for it where it is missing. */
export type UpdateOperand = { readonly name: string; readonly otherwise: string | null };

/** A name and the operands whose sum it becomes; one operand is taken as it is. */
export type Assignment = { readonly name: string; readonly sum: readonly UpdateOperand[] };

/** What an update does. All of it is worked out from the item as it was before. */
export type Update = { readonly set: readonly Assignment[]; readonly remove: readonly string[] };

const NAME = '#?[A-Za-z_][A-Za-z0-9_]*';
const OPERAND = `(?:if_not_exists\\s*\\(\\s*${NAME}\\s*,\\s*:\\w+\\s*\\)|:\\w+|${NAME})`;
const ASSIGNMENT = new RegExp(`^(${NAME})\\s*=\\s*(${OPERAND})(?:\\s*\\+\\s*(${OPERAND}))?$`, 'u');
const IF_NOT_EXISTS = new RegExp(`^if_not_exists\\s*\\(\\s*(${NAME})\\s*,\\s*(:\\w+)\\s*\\)$`, 'u');

/** Parses an update, or says near what it stopped. */
export function parseUpdate(text: string): Result<Update, string> {
  const [, sets = '', removes = ''] = /^\s*SET\s(.*?)(?:\sREMOVE\s(.*))?$/su.exec(text) ?? [];
  const set: Assignment[] = [];
  for (const part of partsOf(sets)) {
    const [, name, first, second] = ASSIGNMENT.exec(part) ?? [];
    if (name === undefined || first === undefined) return syntaxError(part);
    set.push({ name, sum: [first, ...(second === undefined ? [] : [second])].map(operandOf) });
  }
  const remove = partsOf(removes);
  const wrong = remove.find((name) => !new RegExp(`^${NAME}$`, 'u').test(name));
  if (set.length === 0 || wrong !== undefined) return syntaxError(wrong ?? text);
  const paths = [...set.map(({ name }) => name), ...remove];
  if (new Set(paths).size < paths.length)
    return fail('Invalid UpdateExpression: Two document paths overlap with each other');
  return ok({ set, remove });
}

function operandOf(text: string): UpdateOperand {
  const [, name, otherwise] = IF_NOT_EXISTS.exec(text) ?? [];
  return name === undefined || otherwise === undefined ? { name: text, otherwise: null } : { name, otherwise };
}

/** Commas separate, but not within brackets. */
function partsOf(text: string): readonly string[] {
  const parts = text.trim() === '' ? [] : text.split(/,(?![^(]*\))/u);
  return parts.map((part) => part.trim());
}

function syntaxError(near: string): Result<never, string> {
  return fail(`Invalid UpdateExpression: Syntax error; near: "${near}"`);
}
