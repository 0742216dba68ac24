/**
 * Records what Node 24's runtime client of Lambda prints for the ways in which a trigger can fail, and writes
 * `printed.json` beside this file, from which the alarms are tested. By hand, when a new client comes out:
 *
 *   mkdir ric && cd ric && npm init -y && npm install aws-lambda-ric@4.0.2   (needs cmake, g++, autoconf, libtool)
 *   node test/runtime/record.ts ric
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** A handler's source by the way in which it fails. */
const FAILURES = {
  'does not load': "import './missing.mjs';\nexport const handler = async () => ({});",
  'has a syntax error': 'export const handler = async () => {',
  'throws at import': "throw new TypeError('no table');\nexport const handler = async () => ({});",
  refuses:
    "class SignUpRefused extends Error { name = 'SignUpRefused'; }\n" +
    "export const handler = async () => { throw new SignUpRefused('This sign-up is not allowed'); };",
  throws: "export const handler = async () => { throw new TypeError('broken'); };",
  'rejects beside its answer':
    "export const handler = async () => { Promise.reject(new Error('aside')); await new Promise((done) => setTimeout(done, 200)); return {}; };",
  'crashes later':
    "export const handler = async () => { setTimeout(() => { throw new Error('crash'); }, 10); await new Promise((done) => setTimeout(done, 500)); return {}; };",
  'ends the process': 'export const handler = async () => { process.exit(1); };',
  answers: "export const handler = async () => { console.info('fine'); return {}; };",
} as const;

/** A runtime API that hands out one event and notes nothing. */
async function runtimeApi() {
  let given = false;
  const server = createServer((request, response) => {
    if (request.method !== 'GET') return void request.resume().on('end', () => response.writeHead(202).end('{}'));
    // The second `next` is never answered: a sandbox that is idle
    if (given) return;
    given = true;
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': '8f507cfc-aaaa-4697-b07a-ac58fc914c95',
      'lambda-runtime-deadline-ms': String(Date.now() + 5000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:guard:live',
    });
    response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function printed(client: string, source: string): Promise<{ readonly printed: string; readonly exit: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
  writeFileSync(join(folder, 'handler.mjs'), source);
  const api = await runtimeApi();
  const child = spawn(process.execPath, [client, 'handler.handler'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(api.address() as AddressInfo).port}`,
      AWS_LAMBDA_FUNCTION_NAME: 'guard',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_LOG_GROUP_NAME: 'guard',
      AWS_LAMBDA_LOG_STREAM_NAME: 'one',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'handler.handler',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    },
  });
  const closed = new Promise((done) => child.once('close', done));
  const idle = setTimeout(() => child.kill('SIGKILL'), 4000);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  clearTimeout(idle);
  api.closeAllConnections();
  api.close();
  rmSync(folder, { recursive: true });
  const exit = child.signalCode === 'SIGKILL' ? 'idle' : `exit ${child.exitCode}`;
  return {
    printed: `${out}${err}`.replaceAll(folder, '/var/task').replaceAll(resolve(client, '..'), '/var/runtime'),
    exit,
  };
}

async function main([folder = '']: readonly string[]): Promise<void> {
  const client = resolve(folder, 'node_modules/aws-lambda-ric/index.mjs');
  const entries = [];
  for (const [name, source] of Object.entries(FAILURES)) entries.push([name, await printed(client, source)]);
  const text = JSON.stringify(
    { client: 'aws-lambda-ric 4.0.2', node: process.version, failures: Object.fromEntries(entries) },
    null,
    2,
  );
  writeFileSync(join(import.meta.dirname, 'printed.json'), `${text}\n`);
}

await main(process.argv.slice(2));
