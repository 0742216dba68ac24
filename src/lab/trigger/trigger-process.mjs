/**
 * The inside of a trigger process: imports the bundle named on the command line and answers events that come by IPC.
 * Answers go to standard output behind a mark, after the log lines of the same attempt. Plain JavaScript, so that it runs
 * in a package as well as in a checkout; must not import anything of the project.
 */
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';

/** The lab's clock may be ahead of the machine's: a test puts it forward. Log lines are stamped by `new Date()`. */
const machineNow = Date.now;
let ahead = 0;
Date.now = () => machineNow() + ahead;
globalThis.Date = new Proxy(Date, {
  construct: (made, given, as) => Reflect.construct(made, given.length === 0 ? [made.now()] : given, as),
});

const { handler } = await import(pathToFileURL(process.argv[2]).href);

/** The parts of Lambda's context that a trigger may use. */
function contextFor(limitMs) {
  const deadline = performance.now() + limitMs;
  return {
    awsRequestId: randomUUID(),
    functionName: 'signup-guard-lab',
    functionVersion: '$LATEST',
    memoryLimitInMB: '1024',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:signup-guard-lab',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

function say(answer) {
  process.stdout.write(`\u0001${JSON.stringify(answer)}\n`);
}

process.on('message', async ({ event, limitMs, aheadMs = 0 }) => {
  ahead = aheadMs;
  try {
    say({ returned: (await handler(event, contextFor(limitMs))) ?? null });
  } catch (error) {
    say({ thrown: error instanceof Error ? error.message : String(error) });
  }
});

// the bundle is loaded: Lambda's clock would start now
process.send?.('ready');

// the lab is gone: nobody is left to answer
process.on('disconnect', () => process.exit(0));
