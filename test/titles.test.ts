/**
 * A test's title is read alone, in a list of failures: outside a `describe` it begins with what it is about.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** How a title begins that names its subject. Another subject in the plural, or without an article, is added here. */
const SUBJECTS = new RegExp(
  [
    String.raw`^(?:an?|the|every|each|no|neither|nobody|another|all|one|two|fifty|more|only|whatever|whether|what)\b`,
    String.raw`^(?:at|by|for|from|in|of|under|when|where|without)\b`,
    String.raw`^(?:boolean|canonical|large|plain|folding|loading|parser|parsing|completion|rubbish)\b`,
    String.raw`^(?:calls|choices|claims|doubts|entries|limits|lists|metrics|parts|repeats|results|rules)\b`,
    String.raw`^(?:sightings|stores|times|values)\b`,
    String.raw`^(?:[A-Z\d%{$\x60]|docs/|diff\b)`,
  ].join('|'),
  'u',
);

/** The titles of a file's tests that stand in no `describe`: their statements begin a line. */
function loose(text: string): readonly string[] {
  return text
    .split(/^(?=(?:it|test)\b)/mu)
    .slice(1)
    .map((test) => {
      const title = /^(?:it|test)\(/u.test(test)
        ? /^\w+\(\s*(?<quote>['"`])(?<title>.*?)\k<quote>/su.exec(test)
        : /^(?:\S[^\n]*)?\)\(\s*(?<quote>['"`])(?<title>.*?)\k<quote>/msu.exec(test);
      return title?.groups?.['title'] ?? `unread: ${test.slice(0, 40)}`;
    });
}

const titles = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .flatMap((file) => loose(readFileSync(`test/${file}`, 'utf8')).map((title) => ({ file, title })));

describe('the title of a test outside a `describe`', () => {
  it('begins with its subject', () => {
    const without = titles.filter(({ title }) => !SUBJECTS.test(title));

    expect(without.map(({ file, title }) => `test/${file}: ${title}`)).toEqual([]);
    expect(titles.length).toBeGreaterThan(400);
  });

  it.each([
    'is what came, for good',
    'asks there for %s, too',
    'that hangs is waited for',
    'keeps sections apart',
  ])('would be found without one: %s', (title) => {
    expect(loose(`\nit.each([1])('${title}', () => {});\ntest('${title}', () => {});`)).toEqual([title, title]);
    expect(SUBJECTS.test(title)).toBe(false);
  });
});
