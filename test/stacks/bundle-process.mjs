/** A process with the built deployment bundle in it: one event a message, as Lambda hands them to a sandbox. */
const { handler } = await import(process.argv[2]);

process.on('message', async ({ event, version }) => {
  const context = { functionVersion: version, getRemainingTimeInMillis: () => 300_000 };
  try {
    await handler(event, context);
    process.send({ ended: true });
  } catch (error) {
    process.send({ ended: false, error: String(error) });
  }
});
process.send({ ready: true });
