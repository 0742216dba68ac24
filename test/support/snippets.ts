/**
 * Code blocks of a page of the documentation, to run them as they stand.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The blocks of one language, in the page's order. */
export function snippetsOf(page: string, language: string): readonly string[] {
  const text = readFileSync(resolve(import.meta.dirname, '../..', page), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gmsu'))].map(([, code = '']) => code);
}
