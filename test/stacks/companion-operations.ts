/**
 * Rows of the table for a pool whose own function stays as the guard's companion: put behind it, exchanged, gone meanwhile,
 * and taken back with the stack.
 */
import {
  after,
  attached,
  BACK,
  BROKEN,
  CREATED,
  deletes,
  deploys,
  done,
  GONE,
  type Operation,
  operation,
  SMALL,
  THEIRS,
  UNDONE,
  UPDATED,
  withPool,
} from './operations.ts';
import type { World } from './world.ts';

const SUCCESSOR = `${THEIRS}-successor`;
const behind = (CompanionFunctionArn: string, version = SMALL) =>
  attached(version, { ReplaceTrigger: 'true', CompanionFunctionArn });
const standing = async ({ aws }: World) => void aws.functions.set(SUCCESSOR, new Set());
const theirsGoes = async ({ aws }: World) => void aws.functions.delete(THEIRS);

/** The pool's own function behind the guard. */
const held = after(withPool(THEIRS), standing, done(behind(THEIRS)));

/** What becomes of a companion. */
export const COMPANION_OPERATIONS: readonly Operation[] = [
  operation('put in front of the trigger that was there', withPool(THEIRS), deploys(behind(THEIRS)), CREATED, {
    calls: 'ours',
    cut: true,
  }),
  operation('put in front of a function that is gone', withPool(THEIRS), deploys(behind(SUCCESSOR)), UNDONE, {
    calls: 'theirs',
  }),
  operation('exchange the companion', held, deploys(behind(SUCCESSOR)), UPDATED, { calls: 'ours', cut: true }),
  operation('exchange the companion for one that is gone', held, deploys(behind(`${THEIRS}-gone`)), BACK, {
    calls: 'ours',
  }),
  operation('do without the companion', held, deploys(behind('')), UPDATED, { calls: 'ours' }),
  operation(
    'roll back to a companion that is gone since',
    after(held, theirsGoes),
    deploys(behind(SUCCESSOR, BROKEN)),
    BACK,
    { calls: 'ours' },
  ),
  operation('delete in front of the companion', held, deletes, GONE, { calls: 'theirs', cut: true }),
];
