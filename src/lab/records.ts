/**
 * Decision records out of the trigger's log lines; other lines are passed over.
 */

import * as z from 'zod/mini';
import { parseJson } from '../core/json.ts';
import { type DecisionRecord, DecisionRecordSchema } from '../record/decision-record.ts';

const LineSchema = z.object({ decision: DecisionRecordSchema });

/** The record on a line, or null. */
export function readRecord(line: string): DecisionRecord | null {
  const parsed = LineSchema.safeParse(parseJson(line));
  return parsed.success ? parsed.data.decision : null;
}
