/**
 * What an audit of a large pool costs: writes an export of a million users (or as many as the first argument says), runs
 * the real command on it, and prints users a second and the peak of its memory.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = resolve(import.meta.dirname, '..');
const USERS = Number(process.argv[2] ?? 1_000_000);

/** Tells the peak of the command's memory when it ends. */
const WITNESS = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;

/** Every hundredth user carries the address of the one before; every thousandth differs from it in case. */
function userLine(index: number): string {
  const shared = index % 100 === 99 ? index - 1 : index;
  const local = index % 1000 === 999 ? `Person${shared}` : `person${shared}`;
  const attributes = [
    { Name: 'sub', Value: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` },
    { Name: 'email', Value: `${local}@${index % 3 === 0 ? 'example.com' : 'example.org'}` },
    { Name: 'email_verified', Value: String(index % 100 !== 99) },
    { Name: 'phone_number', Value: `+1206${String(index % 10_000_000).padStart(7, '0')}` },
  ];
  return `${JSON.stringify({ Username: `user-${index}`, Attributes: attributes, Enabled: true, UserStatus: 'CONFIRMED' })}\n`;
}

async function writeExport(file: string): Promise<void> {
  const stream = createWriteStream(file);
  for (let index = 0; index < USERS; index += 1) {
    if (!stream.write(userLine(index))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

const folder = await mkdtemp(join(tmpdir(), 'audit-bench-'));
try {
  const file = join(folder, 'users.jsonl');
  await writeExport(file);
  const started = performance.now();
  const words = [
    '--import',
    WITNESS,
    'bin/signup-guard.mjs',
    'audit',
    file,
    '--policy',
    'policies/staging.yaml',
    '--json',
  ];
  const child = spawn(process.execPath, words, { cwd: ROOT });
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const seconds = (performance.now() - started) / 1000;
  const { users, counts } = JSON.parse(output);
  const peak = Number(/peak (?<kilobytes>\d+)/u.exec(complaint)?.groups?.['kilobytes']) / 1024;
  const megabytes = (await stat(file)).size / 1024 / 1024;
  console.log(
    `${users} users (${megabytes.toFixed(0)} MB) in ${seconds.toFixed(1)} s: ${Math.round(users / seconds)} users/s`,
  );
  console.log(`peak memory ${peak.toFixed(0)} MB`);
  console.log(counts);
} finally {
  await rm(folder, { recursive: true });
}
