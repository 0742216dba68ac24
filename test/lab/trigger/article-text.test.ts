/**
 * The article's trigger as the page shows it is the one that the lab runs.
 */
import { expect, it } from 'vitest';
import { ARTICLE_TEXT } from '../../../src/lab/trigger/article-text.ts';
import { createArticleRunner } from '../../../src/lab/trigger/article-trigger.ts';
import { readAnswer } from '../../../src/lab/trigger/trigger-runner.ts';

it.each([
  {},
  { email: 'ann@example.com' },
  { phone_number: '+12065550100' },
  { email: '', phone_number: '' },
])("the article's trigger answers %j as the lines that the page shows do", async (userAttributes) => {
  const event = { request: { userAttributes }, response: {} };
  const { handler } = await import(`data:text/javascript,${encodeURIComponent(ARTICLE_TEXT)}`);

  const shown = readAnswer(await handler(structuredClone(event)));

  expect(await createArticleRunner().run(event)).toEqual(shown);
  expect(shown).toMatchObject({ flags: { autoConfirmUser: true, autoVerifyEmail: 'email' in userAttributes } });
});
