/**
 * Parameter Store behind its quota: what the SDK's client talks to in the model instead of the network. A bucket of
 * reads shared by every sandbox; whoever finds it empty is throttled, and takes nothing.
 */
import type { VirtualTime } from './virtual-time.ts';

/** Reads a second, and how many may come at once. */
export type Quota = { readonly perSecond: number; readonly burst: number };

/** What the store was asked. */
export type Asked = { granted: number; throttled: number };

/** How long an answer takes, in milliseconds: at least, and by chance up to that much more. */
const ANSWER_MS = { least: 10, spread: 20 };

type Request = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };
type Options = { readonly abortSignal?: AbortSignal };

/** Creates the store. */
export function createQuotaStore(
  time: VirtualTime,
  { perSecond, burst }: Quota,
  parameters: ReadonlyMap<string, string>,
  random: () => number,
) {
  const asked: Asked = { granted: 0, throttled: 0 };
  let tokens = burst;
  let filledAt = 0;

  function take(): boolean {
    tokens = Math.min(burst, tokens + ((time.now() - filledAt) / 1000) * perSecond);
    filledAt = time.now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  }

  async function handle(request: Request, { abortSignal }: Options = {}) {
    const granted = take();
    asked[granted ? 'granted' : 'throttled'] += 1;
    await raced(time.sleep(ANSWER_MS.least + random() * ANSWER_MS.spread), abortSignal);
    return { response: granted ? answered(200, answerTo(parameters, request)) : answered(400, THROTTLED) };
  }

  const requestHandler = { handle, metadata: { handlerProtocol: 'http/1.1' }, destroy: () => {} };
  return { asked, requestHandler };
}

const THROTTLED = { __type: 'ThrottlingException', message: 'Rate exceeded' };

function answered(statusCode: number, body: object) {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const notFound = '__type' in body;
  return { statusCode: notFound ? 400 : statusCode, headers, body: new TextEncoder().encode(JSON.stringify(body)) };
}

function answerTo(parameters: ReadonlyMap<string, string>, { headers, body }: Request): object {
  const asked: { Name?: string; Names?: readonly string[] } = JSON.parse(new TextDecoder().decode(body));
  const found = (Name: string) => ({ Name, Value: parameters.get(Name), Type: 'String' });
  if (headers['x-amz-target'] === 'AmazonSSM.GetParameter') {
    const name = asked.Name ?? '';
    return parameters.has(name) ? { Parameter: found(name) } : { __type: 'ParameterNotFound' };
  }
  const names = asked.Names ?? [];
  return {
    Parameters: names.filter((name) => parameters.has(name)).map(found),
    InvalidParameters: names.filter((name) => !parameters.has(name)),
  };
}

async function raced(done: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return done;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    await Promise.race([done, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
