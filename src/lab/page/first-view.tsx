/**
 * What one sees before anybody did anything: one collision, played in front of either trigger. Says only what was seen.
 */
import type { ComponentChildren } from 'preact';
import type { CollisionView } from '../page-api/view.ts';
import { ARTICLE_TEXT } from '../trigger/article-text.ts';
import { Person } from './person.tsx';
import { excerptOf } from './policy.tsx';
import { REASON_WORDS } from './words.ts';

type Played = Extract<CollisionView, { readonly kind: 'played' }>;

/** The collision. */
export function FirstView({ collision }: { readonly collision: CollisionView }) {
  if (collision.kind === 'playing') {
    return <p class="collision faint">One collision is being played in front of either trigger …</p>;
  }
  const { address, holder, newcomer } = collision;
  return (
    <div class="collision">
      <p>
        One collision, played just now in front of either trigger, in pools of their own: <b>{holder}</b> signed up with{' '}
        <code>{address}</code>, then <b>{newcomer}</b> with the same address.
      </p>
      <div class="sides">
        <Article {...collision} />
        <Guard {...collision} />
      </div>
    </div>
  );
}

function Article(collision: Played) {
  return (
    <Side name="the article’s trigger" played={collision.article} {...collision}>
      <p>It sets every flag, and asks nobody who holds the address:</p>
      <Decided text={ARTICLE_TEXT} />
    </Side>
  );
}

function Guard(collision: Played) {
  const record = collision.guard.records.at(-1) ?? null;
  return (
    <Side name="signup-guard" played={collision.guard} {...collision}>
      {record !== null && <p>It asked first: {REASON_WORDS[record.reason]}. What decided:</p>}
      <Decided text={excerptOf(collision.policy, record)} />
    </Side>
  );
}

type SideProps = Pick<Played, 'address' | 'holder' | 'newcomer'> & {
  readonly name: string;
  readonly played: Played['guard'];
  readonly children: ComponentChildren;
};

function Side({ name, played, address, holder, newcomer, children }: SideProps) {
  const { owner, second } = played;
  const kept = owner === holder;
  return (
    <section class={kept ? 'side kept' : 'side lost'} aria-label={name}>
      <h3>{name}</h3>
      <p class="owner">
        <code>{address}</code> {kept ? 'still signs in' : 'now signs in'}{' '}
        {owner === null ? 'nobody' : <Person name={owner} />}
      </p>
      <p class="outcome">
        {kept ? `${holder} keeps it.` : `Taken from ${holder}, who can no longer sign in with it.`} {newcomer}{' '}
        {typeof second === 'string' ? `was refused: ${second}` : `is ${second.status}.`}
      </p>
      {children}
    </section>
  );
}

function Decided({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre class="excerpt" tabIndex={0}>
      {text.trimEnd()}
    </pre>
  );
}
