/** What a `globalSetup` started ends with the tests, with a setup that fails half-way, and with an interruption. */

/** Runs what follows the start of a server, and gives the way to stop it. */
export async function untilDone(prepare: () => Promise<void>, stop: () => Promise<void>): Promise<() => Promise<void>> {
  const interrupted = () => void stop().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const done = async () => {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await stop();
  };
  try {
    await prepare();
    return done;
  } catch (error) {
    await done();
    throw error;
  }
}
