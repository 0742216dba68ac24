/**
 * A port of this machine that nobody listens on, for programs that cannot take one by themselves.
 */
import { createServer } from 'node:net';

/** Finds one; somebody else may take it before the caller does, which that program then says. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
