/**
 * CloudFormation's protocol for custom resources: one event in, one answer put to the event's address. Whatever happens
 * there is an answer, since without one the stack waits for an hour. Knows nothing of policies.
 */
import * as z from 'zod/mini';
import { fail, ok, type Result } from '../core/result.ts';

const EventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.string(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceType: z.string(),
  PhysicalResourceId: z.optional(z.string()),
  ResourceProperties: z.record(z.string(), z.unknown()),
  OldResourceProperties: z.optional(z.record(z.string(), z.unknown())),
});

/** What CloudFormation sends (AWS CloudFormation User Guide, "Custom resource request objects"). */
export type CustomResourceEvent = z.infer<typeof EventSchema>;

/** What the work made: the resource's id, stable while it stands for the same thing. */
export type Done = { readonly physicalId: string };

/** What one piece of work is given beside its event. */
export type Run = {
  /** Says, before the first write, under which id a failed answer names what may have been made. */
  readonly mayWrite: (physicalId: string) => void;
  /** Aborts when the answer goes out. A sandbox thaws for the next event, and nothing may be written then. */
  readonly signal: AbortSignal;
};

/** The work behind one type of resource; an error is the sentence the operator reads. */
export type Work = (event: CustomResourceEvent, run: Run) => Promise<Result<Done, string>>;

/** An answer is at most 4096 bytes, ids included. */
const MAX_REASON = 2000;

/** How long before the function's own end the answer goes out, in milliseconds. */
const RESERVE_MS = 5000;

/** The id of something that was never made: deleting it does nothing. */
export const NEVER_MADE = 'never-made';

/** Reads an event, or null. */
export function readEvent(event: unknown): CustomResourceEvent | null {
  const result = EventSchema.safeParse(event);
  return result.success ? result.data : null;
}

/** The name of the stack that an event comes from. */
export function stackName(event: CustomResourceEvent): string {
  return event.StackId.split('/')[1] ?? event.StackId;
}

/** Does the work and answers. Throws only if the answer itself cannot be delivered, so that Lambda tries again. */
export async function answer(event: CustomResourceEvent, work: Work, remainingMs: number): Promise<void> {
  let made = NEVER_MADE;
  const mayWrite = (physicalId: string) => {
    made = physicalId;
  };
  const result = await finish(event, (each, signal) => work(each, { mayWrite, signal }), remainingMs);
  const former = event.PhysicalResourceId ?? made;
  await deliver(event.ResponseURL, {
    Status: result.ok ? 'SUCCESS' : 'FAILED',
    Reason: result.ok ? 'done' : result.error.slice(0, MAX_REASON),
    PhysicalResourceId: result.ok ? result.value.physicalId : former,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
}

/** Deleting what was never made is done at once; other work is bounded by the time that is left. */
async function finish(
  event: CustomResourceEvent,
  work: (event: CustomResourceEvent, signal: AbortSignal) => Promise<Result<Done, string>>,
  remainingMs: number,
): Promise<Result<Done, string>> {
  if (event.RequestType === 'Delete' && event.PhysicalResourceId === NEVER_MADE) return ok({ physicalId: NEVER_MADE });
  const ended = new AbortController();
  const limit = Promise.withResolvers<Result<Done, string>>();
  const timer = setTimeout(
    () => limit.resolve(fail('it did not finish in time')),
    Math.max(0, remainingMs - RESERVE_MS),
  );
  try {
    return await Promise.race([work(event, ended.signal), limit.promise]);
  } catch (error) {
    return fail(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

/** The address is signed for an empty content type, so bytes are sent and no type is named. */
async function deliver(url: string, body: Readonly<Record<string, string>>): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    body: new TextEncoder().encode(JSON.stringify(body)),
    signal: AbortSignal.timeout(RESERVE_MS - 1000),
  });
  if (!response.ok) throw new Error(`CloudFormation refused the answer with status ${response.status}`);
}
