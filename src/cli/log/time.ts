/**
 * Times as people write them on a command line: `7d` ago, a date, a moment.
 */
import { fail, ok, type Result } from '../../core/result.ts';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads `90m`, `24h`, `7d`, `2w` before now, or an ISO 8601 date or time; without a zone it is UTC. */
export function parseTime(text: string, now: number): Result<number, string> {
  const ago = /^(\d{1,6})([mhdw])$/u.exec(text);
  if (ago !== null) return ok(now - Number(ago[1]) * (UNIT_MS[ago[2] ?? ''] ?? 0));
  const zoned = /^\d{4}-\d\d-\d\dT[\d:.]+$/u.test(text) ? `${text}Z` : text;
  const at = /^\d{4}-\d\d-\d\d/u.test(text) ? Date.parse(zoned) : Number.NaN;
  if (!Number.isNaN(at)) return ok(at);
  return fail(`\`${text}\` is no time: write \`24h\`, \`7d\`, \`2026-03-01\` or \`2026-03-01T10:00:00Z\``);
}
