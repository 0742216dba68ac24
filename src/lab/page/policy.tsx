/**
 * The policy in force, with what decided marked, and what `check` says of the file where it cannot be put in force.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { DecisionRecord } from '../../record/decision-record.ts';
import type { AttemptItem } from '../feed.ts';
import type { PolicyView } from '../page-api/view.ts';

type Lines = readonly [number, number];
type Props = { readonly policy: PolicyView; readonly attempt: AttemptItem | null };
type Places = Pick<PolicyView, 'text' | 'digest' | 'rules' | 'settings'>;

/** Reasons that a setting beside the rules explains. */
const SETTING_OF: Readonly<Record<string, string>> = {
  otherwise: 'otherwise',
  mode: 'mode',
  collision: 'collision',
  'directory-unavailable': 'unavailable',
  'claims-unavailable': 'unavailable',
  busy: 'busyMessage',
  'name-taken': 'takenNames',
};

/** The policy. */
export function Policy({ policy, attempt }: Props) {
  const marked = markedLines(policy, attempt?.record ?? null);
  return (
    <section class="card policy" aria-labelledby="policy-title">
      <h2 id="policy-title">
        The policy <code class="file">{policy.file.split(/[\\/]/u).at(-1)}</code>
      </h2>
      {policy.invalid && (
        <div class="report" role="alert">
          <p class="strong">The file was saved with an error. The last good policy stays in force.</p>
          <Report text={policy.report} />
        </div>
      )}
      {policy.failure !== null && (
        <p class="report" role="alert">
          {policy.failure}
        </p>
      )}
      {!policy.invalid && policy.report !== '' && <Report class="warnings" text={policy.report} />}
      <p class="faint">{explanation(policy, attempt, marked.length > 0)}</p>
      <Listing text={policy.text} marked={marked} />
    </section>
  );
}

/** What `check` prints. */
function Report({ text, class: look = '' }: { readonly text: string; readonly class?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre class={look} tabIndex={0}>
      {text}
    </pre>
  );
}

function markedLines(policy: Places, record: DecisionRecord | null): readonly Lines[] {
  if (record === null || record.policy.digest !== policy.digest) return [];
  const setting = policy.settings[SETTING_OF[record.reason] ?? ''];
  const rules = record.rules.flatMap((id) => {
    const lines = policy.rules[id];
    return lines === undefined ? [] : [lines];
  });
  return setting === undefined ? rules : [...rules, setting];
}

/** What decided, cut out of the policy's text. */
export function excerptOf(policy: Places, record: DecisionRecord | null): string {
  const lines = policy.text.split('\n');
  return markedLines(policy, record)
    .map(([from, to]) => lines.slice(from - 1, to).join('\n'))
    .join('\n');
}

function explanation(policy: PolicyView, attempt: AttemptItem | null, marked: boolean): string {
  if (attempt === null) return 'Save the file and the trigger starts again with it.';
  if (attempt.record === null) return 'The article’s trigger has no policy.';
  if (attempt.record.policy.digest === null) return `No policy was read when ${attempt.userName} was decided on.`;
  if (attempt.record.policy.digest !== policy.digest) return `An earlier policy decided on ${attempt.userName}.`;
  return marked
    ? `Marked is what decided on ${attempt.userName}.`
    : `Nothing written here decided on ${attempt.userName}.`;
}

function Listing({ text, marked }: { readonly text: string; readonly marked: readonly Lines[] }) {
  const box = useRef<HTMLDivElement>(null);
  const first = marked[0]?.[0] ?? null;
  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>('.marked');
    if (box.current !== null && line) box.current.scrollTop = line.offsetTop - box.current.offsetTop - 40;
  }, [first, text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="listing" tabIndex={0} aria-label="Policy text" ref={box}>
      <ol>
        {text
          .trimEnd()
          .split('\n')
          .map((line, index) => {
            const isMarked = marked.some(([from, to]) => index + 1 >= from && index + 1 <= to);
            return (
              // the lines of a text have no other name than their number
              <li key={index} class={isMarked ? 'marked' : ''}>
                <Line text={line} />
              </li>
            );
          })}
      </ol>
    </section>
  );
}

/** A line in three colours: key, value, comment. */
function Line({ text }: { readonly text: string }) {
  const [, key = '', rest = ''] = /^(\s*(?:- )?[\w.]+:)?(.*)$/u.exec(text) ?? [];
  const at = rest.search(/(?:^|\s)#/u);
  return (
    <code>
      <span class="key">{key}</span>
      {at === -1 ? rest : rest.slice(0, at)}
      {at !== -1 && <span class="comment">{rest.slice(at)}</span>}
      {text === '' && ' '}
    </code>
  );
}
