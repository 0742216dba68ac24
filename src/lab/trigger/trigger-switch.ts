/**
 * The pool's trigger, of which there are two: the shipped one in its processes, and the article's. Which one is asked can
 * change at any time, and so can the processes, without an attempt under way being cut off.
 */

import type { DecisionFeed, TriggerChoice } from '../feed.ts';
import { createArticleRunner } from './article-trigger.ts';
import { createProcessRunner, type ProcessRunnerOptions } from './process-runner.ts';
import type { TriggerEvent } from './trigger-event.ts';
import type { TriggerRunner } from './trigger-runner.ts';

/** A trigger that can be switched. */
export interface TriggerSwitch extends TriggerRunner {
  choice(): TriggerChoice;
  choose(choice: TriggerChoice): void;
  /** Starts the first processes, so that the first attempt need not wait for them. */
  start(): Promise<void>;
  /** Replaces the processes; resolves once the new ones are ready. */
  restart(): Promise<void>;
}

type Options = Omit<ProcessRunnerOptions, 'onLine'> & { readonly processes: number };

/** Creates the switch, set to the shipped trigger; `restart` starts its processes. */
export function createTriggerSwitch(options: Options, feed: DecisionFeed): TriggerSwitch {
  const article = createArticleRunner();
  let crew = createCrew(options, feed);
  let choice: TriggerChoice = 'guard';

  return {
    name: 'the switched trigger',
    choice: () => choice,
    choose: (next) => {
      choice = next;
    },
    start: () => crew.start(),
    restart: async () => {
      const next = createCrew(options, feed);
      await next.start();
      const former = crew;
      crew = next;
      await former.retire();
    },
    run: async (event) => {
      const asked = event as TriggerEvent;
      feed.begin(asked, choice);
      const answer = await (choice === 'guard' ? crew.run(event) : article.run(event));
      feed.answered(asked, answer);
      return answer;
    },
    close: () => crew.close(),
  };
}

/** Processes that can be retired: they end once the last attempt they took is answered. */
function createCrew(options: Options, feed: DecisionFeed) {
  const runner = createProcessRunner({ ...options, onLine: feed.logged });
  const underWay = new Set<Promise<unknown>>();
  return {
    start: async () => {
      await Promise.all(Array.from({ length: options.processes }, () => runner.start()));
    },
    run: (event: unknown) => {
      const attempt = runner.run(event);
      underWay.add(attempt);
      return attempt.finally(() => underWay.delete(attempt));
    },
    retire: async () => {
      await Promise.all(underWay);
      await runner.close();
    },
    close: () => runner.close(),
  };
}
