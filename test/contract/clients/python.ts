/**
 * boto3 and pycognito, in a Python process that answers line by line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pythonTool } from '../../support/python-tools.ts';
import type { Attributes, ClientLibrary, Open, Thrown } from './library.ts';

type Answer = { readonly given?: unknown; readonly thrown?: Thrown };

function openPython(which: 'boto3' | 'pycognito'): Open {
  return ({ endpoint, userPoolId, clientId, clientSecret }) => {
    const where = JSON.stringify({ endpoint, userPoolId, clientId, clientSecret });
    const program = resolve(import.meta.dirname, 'python_client.py');
    const child = spawn(pythonTool('pycognito'), [program, which, where], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const call = async (name: keyof ClientLibrary, ...given: readonly unknown[]): Promise<unknown> => {
      child.stdin.write(`${JSON.stringify({ name, with: given })}\n`);
      const { value } = await lines.next();
      const answer: Answer = JSON.parse(value ?? '{"thrown":{"name":"none","message":"the process ended"}}');
      if (answer.thrown === undefined) return answer.given;
      throw Object.assign(new Error(answer.thrown.message), { name: answer.thrown.name });
    };
    const text = async (name: keyof ClientLibrary, ...given: readonly unknown[]) => String(await call(name, ...given));
    return {
      signUp: async (...given) => (await call('signUp', ...given)) === true,
      confirm: (...given) => call('confirm', ...given),
      resend: (...given) => call('resend', ...given),
      signIn: (...given) => text('signIn', ...given),
      refresh: () => text('refresh'),
      attributes: async () => (await call('attributes')) as Attributes,
      setName: (...given) => call('setName', ...given),
      changePassword: (...given) => call('changePassword', ...given),
      forgot: (...given) => call('forgot', ...given),
      newPassword: (...given) => call('newPassword', ...given),
      signOut: () => call('signOut'),
      remove: () => call('remove'),
      close: async () => {
        const ended = once(child, 'exit');
        child.stdin.end();
        await ended;
      },
    };
  };
}

/** boto3, by the client with a secret. */
export const openBoto3 = openPython('boto3');

/** pycognito, by SRP and the client with a secret. */
export const openPycognito = openPython('pycognito');
