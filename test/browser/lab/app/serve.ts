/**
 * The application of these tests on a port of its own, its library bundled as an application's would be.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { packageHome } from '../../../support/node-packages.ts';

const FORM = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Join us</title>
<form onsubmit="return false">
  <label>User name <input name="user"></label>
  <label>Email <input name="email"></label>
  <label>Password <input name="password" type="password"></label>
  <button value="join">Join</button>
  <label>Code <input name="code"></label>
  <button value="confirm">Confirm</button>
  <button value="enter">Sign in</button>
</form><output></output><script src="/page.js"></script></html>`;

/** Serves the application; its address, and how to end it. */
export async function serveApplication(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'sign-up-page.mjs')],
    nodePaths: [join(packageHome('aws-amplify'), 'node_modules')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
  });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((asked, answer) => {
    const isScript = asked.url === '/page.js';
    answer.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    answer.end(isScript ? script : FORM);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
