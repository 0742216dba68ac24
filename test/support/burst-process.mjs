/**
 * A trigger process that answers many of its events at once: the bundle named on the command line, events by IPC. For bursts;
 * Lambda gives each attempt a sandbox of its own. Plain JavaScript, so that Node runs it as it is.
 */
import { pathToFileURL } from 'node:url';

/** So many at once: one machine's processors stand in for as many sandboxes as there are attempts. */
const IN_FLIGHT = 25;

/** Whatever the trigger logs goes back with its answers. */
const lines = [];
process.stdout.write = (chunk) => {
  lines.push(...String(chunk).split('\n'));
  return true;
};

const { handler } = await import(pathToFileURL(process.argv[2]).href);

async function answer(event) {
  const began = performance.now();
  try {
    await handler(event, { getRemainingTimeInMillis: () => 5000 - (performance.now() - began) });
    return { refused: null, ms: performance.now() - began };
  } catch (error) {
    return { refused: error.message, ms: performance.now() - began };
  }
}

process.on('message', async (events) => {
  const answers = [];
  let next = 0;
  const worker = async () => {
    while (next < events.length) answers.push(await answer(events[next++]));
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  process.send?.({ answers, lines });
});
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
