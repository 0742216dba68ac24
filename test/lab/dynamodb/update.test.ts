/**
 * UpdateExpressions of the lab's DynamoDB, as its guide tells them.
 */
import { describe, expect, it } from 'vitest';
import { updated } from '../../../src/lab/dynamodb/update-apply.ts';
import { parseUpdate } from '../../../src/lab/dynamodb/update-parse.ts';

const OLD = { pk: { S: 'k' }, a: { N: '1' }, b: { N: '2' }, text: { S: 'x' } };
const GIVEN = { names: { '#a': 'a' }, values: { ':one': { N: '1' }, ':zero': { N: '0' }, ':x': { S: 'y' } } };

function applied(text: string, old = OLD): unknown {
  const parsed = parseUpdate(text);
  if (!parsed.ok) return parsed.error;
  const item = updated(parsed.value, old, GIVEN);
  return item.ok ? item.value : item.error;
}

describe('an update', () => {
  it.each([
    ['SET c = :one', { ...OLD, c: { N: '1' } }],
    ['SET a = a + :one', { ...OLD, a: { N: '2' } }],
    ['SET #a = #a + b', { ...OLD, a: { N: '3' } }],
    ['SET c = if_not_exists(c, :zero) + :one', { ...OLD, c: { N: '1' } }],
    ['SET a = if_not_exists(a, :zero) + :one', { ...OLD, a: { N: '2' } }],
    ['SET a = b, b = a', { ...OLD, a: { N: '2' }, b: { N: '1' } }],
    ['SET b = if_not_exists(a, :zero), a = :one REMOVE text, gone', { pk: OLD.pk, a: { N: '1' }, b: { N: '1' } }],
  ])('%s', (text, item) => {
    expect(applied(text)).toEqual(item);
  });

  it.each([
    ['SET a = text + :one', 'An operand in the update expression has an incorrect data type'],
    ['SET a = missing', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET a = :missing', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET a = :one REMOVE a', 'Invalid UpdateExpression: Two document paths overlap with each other'],
    ['ADD a :one', 'Invalid UpdateExpression: Syntax error; near: "ADD a :one"'],
    ['SET a = size(b)', 'Invalid UpdateExpression: Syntax error; near: "a = size(b)"'],
    ['SET a = :one REMOVE b[0]', 'Invalid UpdateExpression: Syntax error; near: "b[0]"'],
  ])('%s is refused', (text, error) => {
    expect(applied(text)).toBe(error);
  });
});
