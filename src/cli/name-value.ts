/**
 * Options that are written `--name key=value` and may be repeated: one collector, one complaint.
 */
import { InvalidArgumentError } from 'commander';

/** What was collected, by name. */
export type Pairs = Readonly<Record<string, string>>;

/** Adds one pair to those before it; the value may hold further equals signs. */
export function collectPair(text: string, before: Pairs = {}): Pairs {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('write it as name=value.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
