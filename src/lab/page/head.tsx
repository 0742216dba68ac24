/**
 * The top of the page: what this is, whether it is live, and which trigger the pool asks.
 */
import { useState } from 'preact/hooks';
import type { TriggerChoice } from '../feed.ts';
import type { LabView } from '../page-api/view.ts';
import { ARTICLE_TEXT } from '../trigger/article-text.ts';
import { act, type Live } from './connection.ts';

const LIVE: Readonly<Record<Live, string>> = { connecting: 'connecting', live: 'live', lost: 'connection lost' };

const TRIGGERS: readonly { readonly id: TriggerChoice; readonly name: string; readonly about: string }[] = [
  { id: 'guard', name: 'signup-guard', about: 'as it is deployed' },
  { id: 'article', name: 'the article’s trigger', about: 'verifies without looking' },
];

/** The head of the page. */
export function Head({ view, live }: { readonly view: LabView; readonly live: Live }) {
  return (
    <header class="head">
      <div class="brand">
        <img src="/icon.svg" alt="" width="36" height="36" />
        <div>
          <h1>signup-guard lab</h1>
          <p class="faint">
            Sign up on this machine and watch the decision
            <output class={`live ${live}`}>{LIVE[live]}</output>
          </p>
        </div>
      </div>
      <Switch view={view} />
      <details class="explained">
        <summary>What is the article’s trigger?</summary>
        <p>
          The few lines that most people copy: they set <code>autoConfirmUser</code>, <code>autoVerifyEmail</code> and{' '}
          <code>autoVerifyPhone</code> for whatever was typed, and ask nobody who holds it. In a pool with aliases a
          sign-up with somebody’s address then takes it from them. Cognito’s guide has them in{' '}
          <a
            href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html"
            rel="noreferrer"
            target="_blank"
          >
            Pre sign-up Lambda trigger
          </a>
          .
        </p>
        <pre>{ARTICLE_TEXT}</pre>
      </details>
    </header>
  );
}

/** Which trigger the pool asks. What a change was refused with stays until the next. */
function Switch({ view }: { readonly view: LabView }) {
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <div class="switching">
      <fieldset class="switch">
        <legend>The pool’s pre sign-up trigger</legend>
        {TRIGGERS.map(({ id, name, about }) => (
          <label key={id} class={view.trigger === id ? `choice ${id} chosen` : `choice ${id}`}>
            <input
              type="radio"
              name="trigger"
              checked={view.trigger === id}
              onChange={async () => setRefused(await act('trigger', { choice: id }))}
            />
            <span class="strong">{name}</span>
            <span class="about">{about}</span>
          </label>
        ))}
      </fieldset>
      {refused !== null && (
        <p class="refusal" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}
