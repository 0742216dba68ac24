/**
 * The browser of these tests. It reaches nothing: pages are files, and every request of another kind fails the test.
 */
import { type Browser, chromium } from 'playwright-core';

/** Starts Debian's chromium, or the one that `CHROMIUM` names. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] || '/usr/bin/chromium',
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
