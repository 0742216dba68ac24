/**
 * The lab as a server on this machine, reachable from nowhere else.
 */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { fail, ok, type Result } from '../core/result.ts';
import type { LabState } from './state.ts';
import { createProtocol } from './wire/protocol.ts';

/** A lab that listens. */
export type RunningLab = { readonly endpoint: string; readonly close: () => Promise<void> };

/** How long a connection rests before it is closed. */
const KEEP_ALIVE_MS = 75_000;

/** Starts to listen; a port that cannot be had is told in a sentence. */
export async function listenAt(state: LabState, port: number, routes: Hono): Promise<Result<RunningLab, string>> {
  try {
    return ok(await listen(state, port, routes));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'EADDRINUSE') return fail(`port \`${port}\` is in use: choose another with \`--port\``);
    if (code === 'EACCES') return fail(`port \`${port}\` needs more rights: choose one from 1024 with \`--port\``);
    return fail(`the lab cannot listen on port \`${port}\`: ${code}`);
  }
}

/** Starts to listen; port 0 takes a free one. Closing ends the trigger's processes, too. Rejects when the port is taken. */
export async function listen(state: LabState, port: number, routes?: Hono): Promise<RunningLab> {
  let actual = port;
  const app = createProtocol(state, () => actual, routes);
  const started = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, started.resolve);
  server.once('error', started.reject);
  // a page or a test that pauses finds its connection as it left it
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = KEEP_ALIVE_MS;
  actual = (await started.promise).port;
  state.endpoint = `http://127.0.0.1:${actual}`;
  return {
    endpoint: state.endpoint,
    close: async () => {
      await state.trigger?.close();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed.promise;
    },
  };
}
