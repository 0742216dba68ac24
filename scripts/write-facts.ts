/** Fills the column "seen on AWS" of docs/cognito-facts.md from docs/aws-report.json, if a run has left one. `npm run facts`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { withSeenColumn } from '../src/account/facts-column.ts';

const REPORT = 'docs/aws-report.json';
const DOCUMENT = 'docs/cognito-facts.md';

const report = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : null;
writeFileSync(DOCUMENT, withSeenColumn(readFileSync(DOCUMENT, 'utf8'), report));
