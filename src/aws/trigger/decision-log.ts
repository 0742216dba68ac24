/**
 * Writes decision records and the trigger's own trouble as JSON lines through Powertools Logger. Never given an event,
 * and never an error's message: the SDK quotes refused values in them.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import type { DecisionLog } from '../../record/ports.ts';
import { RECORD_MESSAGE } from '../../record/version.ts';

/** Creates the log. Decisions are always written: their logger stands at INFO whatever `LogLevel` says. */
export function createDecisionLog(serviceName: string): DecisionLog {
  const decisions = new Logger({ serviceName, logLevel: 'INFO' });
  const trouble = new Logger({ serviceName });
  decisions.setLogLevel('INFO');
  return {
    decided: (decision) => decisions.info(RECORD_MESSAGE, { decision }),
    failed: (message, error) => trouble.error(message, { failure: shapeOf(error) }),
  };
}

/** What may be told of an error: its name and where it was thrown. */
function shapeOf(error: unknown): { readonly name: string; readonly at: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /u.test(line));
  return { name: error.name, at: frames.slice(0, 8).map((line) => line.trim()) };
}
