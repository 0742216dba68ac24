/** Before the tests of test/verify: a local AWS as the account to try, and the SAM CLI. */
import type { TestProject } from 'vitest/node';
import { startMiniAws } from '../mini-aws.ts';
import { pythonTool } from '../python-tools.ts';

/** Vitest calls it once before the tests of the project, and what it gives after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sam = pythonTool('sam');
  const aws = await startMiniAws(pythonTool('ministack'));
  project.provide('environment', { ...aws.env, SAM_PROGRAM: sam });
  return aws.stop;
}
