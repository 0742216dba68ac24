/**
 * What `sam build` runs in a folder that `init` made, and a CDK app: the policies checked, and one of the package's built functions copied
 * with them. Builds nothing; a policy with an error never gets as far as a deployment.
 */
import { join } from 'node:path';
import { assembleFunction, isFunctionName } from '../../files/built-functions.ts';
import { PACKAGE_ROOT } from '../../files/package-root.ts';
import { renderIssues } from '../../policy/file/report.ts';
import { checkFiles, linesOnDisk, policyFilesIn } from '../check-files.ts';
import { EXIT } from '../command.ts';

/** Takes a function's name, the folder to fill and the one that holds the policies. Gives the exit code. */
export function buildFunction([name = '', target = '', policies = 'policies']: readonly string[]): number {
  if (!isFunctionName(name) || target === '') return complain(`\`${name}\` is no function of the template`);
  const { issues, exitCode } = checkFiles(filesIn(policies), { strict: false });
  // SAM repeats standard error alone of a make that failed
  process.stderr.write(renderIssues(issues, linesOnDisk));
  if (exitCode !== EXIT.done) return exitCode;
  const assembled = assembleFunction(name, { built: join(PACKAGE_ROOT, 'dist'), policies, target });
  return assembled.ok ? EXIT.done : complain(assembled.error);
}

/** None where there is no such folder, which is the assembly's to say. */
function filesIn(policies: string): readonly string[] {
  try {
    return policyFilesIn(policies);
  } catch {
    return [];
  }
}

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return EXIT.failed;
}
