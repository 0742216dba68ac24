/**
 * The trigger that everybody writes, for comparison: it confirms and verifies whatever was typed and never asks who holds
 * the address. This is the code that the AWS re:Post article shows; it must never be deployed.
 */
import { readAnswer, type TriggerRunner } from './trigger-runner.ts';

type ArticleEvent = {
  readonly request: { readonly userAttributes: Readonly<Record<string, string>> };
  readonly response: Record<string, boolean>;
};

/** The article's trigger, unguarded. */
function unguardedTrigger(event: ArticleEvent): ArticleEvent {
  event.response['autoConfirmUser'] = true;
  if ('email' in event.request.userAttributes) event.response['autoVerifyEmail'] = true;
  if ('phone_number' in event.request.userAttributes) event.response['autoVerifyPhone'] = true;
  return event;
}

/** Runs it in this process. */
export function createArticleRunner(): TriggerRunner {
  return {
    name: "the article's trigger",
    run: async (event) => readAnswer(unguardedTrigger(structuredClone(event) as ArticleEvent)),
    close: async () => {},
  };
}
