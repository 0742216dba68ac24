/**
 * A button that acts, and says beside itself why it was refused.
 */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { act } from './connection.ts';

type Props = {
  readonly action: string;
  readonly body?: object;
  readonly class: string;
  readonly label?: string;
  readonly children: ComponentChildren;
};

/** A button for one action. What it was refused with stays until it is pressed again. */
export function ActionButton({ action, body = {}, class: look, label, children }: Props) {
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <>
      <button type="button" class={look} aria-label={label} onClick={async () => setRefused(await act(action, body))}>
        {children}
      </button>
      {refused !== null && (
        <p class="refusal" role="alert">
          {refused}
        </p>
      )}
    </>
  );
}
