/**
 * `npm run bench:lab`: how long `npm start` takes to its page, and how many sign-ups a second the lab holds with four
 * trigger processes. Sign-ups go over the wire with the real SDK, each with an address of its own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createCognitoUsers } from '../src/aws/operator/pool/cognito-user.ts';
import { secretHash } from '../src/identity/secret-hash.ts';
import { shippedBundle, shippedPage } from '../src/lab/trigger/shipped-bundle.ts';
import { median } from './median.ts';

const ROOT = resolve(import.meta.dirname, '..');
const STARTS = 5;
const PORT = 8797;
const SIGN_UPS = 1000;
const AT_ONCE = 8;

/** `npm start` as people type it, in a process group of its own. */
function start() {
  const words = ['start', '--silent', '--', '--json', '--port', String(PORT), '--processes', '4'];
  const child = spawn('npm', words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const stop = async () => {
    const ended = once(child, 'exit');
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  };
  return { child, stop };
}

async function pageIsThere(): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/api/lab`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 5));
  }
}

async function timeToPage(): Promise<number> {
  const begun = performance.now();
  const lab = start();
  await pageIsThere();
  const ms = performance.now() - begun;
  await lab.stop();
  return ms;
}

type Where = { readonly endpoint: string; readonly clientId: string; readonly clientSecret: string };

async function signUpsASecond(): Promise<number> {
  const lab = start();
  const [line] = await once(createInterface({ input: lab.child.stdout }), 'line');
  const where: Where = JSON.parse(String(line));
  try {
    await signUpMany(where, 'warm', 100);
    const begun = performance.now();
    await signUpMany(where, 'user', SIGN_UPS);
    return SIGN_UPS / ((performance.now() - begun) / 1000);
  } finally {
    // an overloaded machine lets a sign-up fail, and the next run wants the port
    await lab.stop();
  }
}

async function signUpMany({ endpoint, clientId, clientSecret }: Where, prefix: string, count: number): Promise<void> {
  const users = createCognitoUsers(endpoint);
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  const worker = async () => {
    for (let userName = names.pop(); userName !== undefined; userName = names.pop()) {
      const hash = secretHash(userName, clientId, clientSecret);
      const attributes = { email: `${userName}@example.com` };
      const call = { clientId, secretHash: hash, userName, password: 'Correct-horse-1', attributes };
      const answer = await users.signUp(call);
      if (!answer.ok) throw new Error(`${answer.error.name}: ${answer.error.message}`);
      if (!answer.value.userConfirmed) throw new Error(`\`${userName}\` was not approved`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

for (const built of [await shippedBundle(), await shippedPage()]) if (!built.ok) throw new Error(built.error);
const times: number[] = [];
for (let run = 0; run < STARTS; run += 1) times.push(await timeToPage());
process.stdout.write(`npm start to the page: ${Math.round(median(times))} ms (median of ${STARTS})\n`);
process.stdout.write(
  `sign-ups: ${Math.round(await signUpsASecond())} a second, 4 trigger processes, ${AT_ONCE} at once\n`,
);
