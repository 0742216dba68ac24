/**
 * Where a simulated attempt comes from: options, a Cognito test event, or a decision record.
 */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Attempt, NamedTrigger } from '../../core/attempt.ts';
import { isObject, parseJson } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { unreadableFile } from '../../files/file-trouble.ts';
import { parseEvent } from '../../lambda/event.ts';
import type { Surroundings } from '../../policy/cases/rehearse.ts';
import { attemptOf, type TypedAttempt } from '../../policy/cases/typed-attempt.ts';
import { quoted } from '../../policy/file/issue.ts';
import type { LoggedDecision } from '../../record/logged.ts';
import { decisionsIn } from '../../record/read.ts';
import { recordedAttempt } from './recorded.ts';

/** An attempt, the pool as its source knows it, and what whoever reads the result should know of the source. */
export type AttemptInput = {
  readonly attempt: Attempt;
  readonly surroundings: Surroundings;
  readonly note?: string;
  /** When it was, where the source tells. */
  readonly at?: number;
  /** The record that it stands in for. */
  readonly recorded?: LoggedDecision;
};

/** An attempt from options alone. */
export function typedInput(typed: TypedAttempt): AttemptInput {
  return { attempt: attemptOf(typed), surroundings: {} };
}

/** An attempt from a file with an event or a record; `-` is standard input. `trigger` stands for the source that it names. */
export async function fileInput(file: string, trigger?: NamedTrigger): Promise<Result<AttemptInput, string>> {
  const content = await contentOf(file);
  if (!content.ok) return content;
  const [decision] = decisionsIn(content.value);
  if (decision === undefined) return eventInput(file, content.value, trigger);
  const note = 'a record holds no address: one at the same domain stands in, so conditions on addresses may differ';
  const at = decision.at === null ? {} : { at: decision.at };
  return ok({ ...recordedAttempt(decision, trigger), note, ...at, recorded: decision });
}

async function contentOf(file: string): Promise<Result<string, string>> {
  try {
    return ok(file === '-' ? await text(process.stdin) : readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(unreadableFile(file, error));
  }
}

function eventInput(file: string, content: string, trigger: NamedTrigger | undefined): Result<AttemptInput, string> {
  const event = parseJson(content.replace(/^\u{feff}/u, ''));
  if (!isObject(event))
    return fail(`\`${file}\` holds neither a test event nor a decision record: give one JSON object`);
  const attempt = parseEvent(event);
  if (trigger !== undefined) return ok({ attempt: { ...attempt, trigger }, surroundings: {} });
  if (attempt.trigger !== 'unknown') return ok({ attempt, surroundings: {} });
  return ok({ attempt, surroundings: {}, note: foreignSource(event['triggerSource']) });
}

/** AWS's own test events name no source at all; the trigger must not guess one, and whoever tries it should know. */
function foreignSource(source: unknown): string {
  const remedy = 'so the trigger leaves it untouched; to decide it as a sign-up add `--trigger sign-up`';
  if (source === undefined || source === null) return `the event has no \`triggerSource\`, ${remedy}`;
  return `${quoted(String(source))} is not a source of pre sign-up triggers, ${remedy}`;
}
