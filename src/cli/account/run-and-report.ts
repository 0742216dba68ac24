/** Asks, runs and writes the report down; a report is written whatever came of the run, so that nothing seen is lost. */

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportPage } from '../../account/page.ts';
import { planRun } from '../../account/plan.ts';
import { PROBES } from '../../account/probes/registry.ts';
import { planText, reportText } from '../../account/render.ts';
import type { AccountReport } from '../../account/report.ts';
import { runOnAccount } from '../../account/run.ts';
import { STEPS } from '../../account/steps/registry.ts';
import { PACKAGE_ROOT } from '../../files/package-root.ts';
import { type CommandResult, EXIT, failed, told } from '../command.ts';
import { confirm } from '../confirm.ts';
import { accountHere, listenForStop, newRun, patienceHere, words } from './hands.ts';
import { pagesHere } from './pages.ts';
import { openWorkshop } from './workshop.ts';

/** What the command line says. */
export type VerifyOptions = {
  readonly only?: string;
  readonly step?: readonly string[];
  readonly signUps: string | number;
  readonly shared?: boolean;
  readonly out: string;
  readonly html?: string;
  readonly sam: string;
  readonly yes?: boolean;
  readonly json?: boolean;
};

/** On a real account something may be late for this long, in milliseconds; on a local one nothing is. */
const PATIENCE_MS = 180_000;
const LOCAL_PATIENCE_MS = 3_000;

/** Runs, unless whoever asked says no. */
export async function runAndReport(options: VerifyOptions & { readonly signUps: number }): Promise<CommandResult> {
  const call = accountHere();
  const reached = await call('cognito-idp:ListUserPools', { MaxResults: 1 });
  if (!reached.ok) return failed(`the account cannot be read: ${reached.error.name}: ${reached.error.message}`);
  const preview = `${planText(planRun(options.signUps))}\nRegion: ${region()}\n`;
  const agreed = await confirm(preview, 'Run it on this account?', options.yes === true);
  if (!agreed.ok) return failed(agreed.error);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const stop = listenForStop(say);
  const run = newRun();
  try {
    const report = await runOnAccount(
      {
        ...patienceHere(),
        ...{ call, now: () => Date.now(), unique: words(run), pages: pagesHere(), stopped: stop.stopped, told: say },
        workshop: (environment) => openWorkshop(environment, options.sam),
      },
      {
        ...{ run, region: region(), package: version(), signUps: options.signUps, shared: options.shared === true },
        probes: options.only === 'product' ? [] : PROBES,
        steps: options.only === 'facts' ? [] : chosenSteps(options.step),
        patience: process.env['AWS_ENDPOINT_URL'] ? LOCAL_PATIENCE_MS : PATIENCE_MS,
      },
    );
    return report.ok ? await reported(report.value, options) : failed(report.error);
  } finally {
    stop.end();
  }
}

/** Steps without which there is no product to use, or something left. */
const FRAME = ['build', 'deploy', 'delete'];

function chosenSteps(ids: readonly string[] | undefined) {
  return ids === undefined ? STEPS : STEPS.filter(({ id }) => FRAME.includes(id) || ids.includes(id));
}

async function reported(report: AccountReport, { out, html, json }: VerifyOptions): Promise<CommandResult> {
  await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  if (html !== undefined) await writeFile(html, reportPage(report));
  const fine =
    report.probes.every(({ verdict }) => verdict === 'confirmed') &&
    report.steps.every(({ ok }) => ok) &&
    Object.keys(report.left).length === 0;
  const render = (value: AccountReport) =>
    `${reportText(value)}\nwritten to ${html === undefined ? out : `${out} and ${html}`}\n`;
  return { exitCode: fine ? EXIT.done : EXIT.different, output: told(report, json, render) };
}

function region(): string {
  return process.env['AWS_REGION'] ?? 'that of the profile';
}

function version(): string {
  return JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')).version;
}
