/**
 * The browser of these tests. It reaches nothing but what a test opens.
 */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Starts Debian's chromium, or the one that `CHROMIUM` names; says how to get it where there is none. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] || '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`no \`${executablePath}\`: \`apt-get install chromium\`, or set \`CHROMIUM\` to the path of one`);
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
