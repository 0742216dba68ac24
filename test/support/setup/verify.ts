/** Before the tests of test/verify: a local AWS as the account to try, as a user with the printed rights, and the SAM CLI. */
import type { TestProject } from 'vitest/node';
import { makeRunner, RUNNER } from '../../verify/runner.ts';
import { startMiniAws } from '../mini-aws.ts';
import { pythonTool } from '../python-tools.ts';
import { untilDone } from './until-done.ts';

/** Vitest calls it once before the tests of the project, and what it gives after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sam = pythonTool('sam');
  const aws = await startMiniAws(pythonTool('ministack'));
  return untilDone(async () => {
    const keys = await makeRunner(RUNNER, aws.env.AWS_ENDPOINT_URL);
    project.provide('environment', { ...aws.env, ...keys, SAM_PROGRAM: sam });
  }, aws.stop);
}
