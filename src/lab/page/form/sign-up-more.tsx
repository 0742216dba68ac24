/**
 * What else a sign-up can carry, so that every condition of a policy can be tried: folded away until somebody needs it.
 */
import type { LabView } from '../../page-api/view.ts';

/** What the rest of the form holds; the first three as lines of `name=value`. */
export type More = {
  readonly attributes: string;
  readonly metadata: string;
  readonly validation: string;
  readonly client: string;
  readonly provider: string;
};

/** Nothing of it. */
export const NO_MORE: More = { attributes: '', metadata: '', validation: '', client: '', provider: 'Google' };

type Props = {
  readonly more: More;
  readonly change: (fields: Partial<More>) => void;
  readonly clients: Pick<LabView, 'clientId' | 'publicClientId'>;
};

/** The rest of the form. */
export function SignUpMore({ more, change, clients }: Props) {
  return (
    <details class="more">
      <summary>Attributes, metadata, client, provider</summary>
      <Lines
        label="Other attributes"
        example="name=Ann"
        value={more.attributes}
        set={(attributes) => change({ attributes })}
      />
      <Lines
        label="Client metadata"
        example="campaign=spring"
        value={more.metadata}
        set={(metadata) => change({ metadata })}
      />
      <Lines
        label="Validation data"
        example="captcha=passed"
        value={more.validation}
        set={(validation) => change({ validation })}
      />
      <Line
        label="App client"
        value={more.client}
        set={(client) => change({ client })}
        list="clients"
        hint={clients.clientId}
      />
      <datalist id="clients">
        <option value={clients.clientId}>with a secret</option>
        <option value={clients.publicClientId}>without</option>
      </datalist>
      <Line label="Provider" value={more.provider} set={(provider) => change({ provider })} hint="Google" />
    </details>
  );
}

type LineProps = { readonly label: string; readonly value: string; readonly set: (value: string) => void };

function Line({ label, value, set, hint, list }: LineProps & { readonly hint: string; readonly list?: string }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        value={value}
        placeholder={hint}
        list={list}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </label>
  );
}

function Lines({ label, value, set, example }: LineProps & { readonly example: string }) {
  return (
    <label class="field">
      <span>{label}</span>
      <textarea
        rows={2}
        value={value}
        placeholder={`${example}, one a line`}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
    </label>
  );
}
