import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/cli/doctor/checks.ts';

describe('the checks', () => {
  it('have an id each', () => {
    const ids = CHECKS.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('rest on facts that stand in the fact sheet', () => {
    const facts = readFileSync('docs/cognito-facts.md', 'utf8');

    for (const { fact } of CHECKS) expect(facts).toContain(`| ${fact} |`);
  });
});
