/** Before the tests of test/contract: MiniStack to put the lab's calls to as well, and the AWS CLI to put calls to the lab. */
import type { TestProject } from 'vitest/node';
import { startMiniAws } from '../mini-aws.ts';
import { pythonTool } from '../python-tools.ts';
import { setup as build } from './build-once.ts';
import { untilDone } from './until-done.ts';

/** Vitest calls it once before the tests of the project, and what it gives after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build();
  const program = pythonTool('aws');
  const other = await startMiniAws(pythonTool('ministack'));
  return untilDone(async () => {
    const { AWS_ENDPOINT_URL, ...rest } = other.env;
    project.provide('environment', { ...rest, CONTRACT_ENDPOINT: AWS_ENDPOINT_URL, AWS_PROGRAM: program });
  }, other.stop);
}
