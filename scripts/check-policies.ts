/**
 * Checks every policy that the build would ship, or those of the folder given: each issue on standard error, since SAM
 * repeats only that of a failing make; exit 3 where one is invalid.
 */
import { join } from 'node:path';
import { checkFiles, linesOnDisk, policyFilesIn } from '../src/cli/check-files.ts';
import { renderIssues } from '../src/policy/file/report.ts';

const [folder = join(import.meta.dirname, '..', 'policies')] = process.argv.slice(2);
const { issues, exitCode } = checkFiles(policyFilesIn(folder), { strict: false });
process.stderr.write(renderIssues(issues, linesOnDisk));
process.exitCode = exitCode;
