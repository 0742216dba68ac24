/**
 * A user by name, with a coloured initial so that one finds them again. The name is text, whatever is in it.
 */

/** How many colours the style knows. */
const COLOURS = 6;

/** A name with its initial. */
export function Person({ name, gone = false }: { readonly name: string; readonly gone?: boolean }) {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return (
    <span class={gone ? 'person gone' : 'person'}>
      <span class={`initial colour-${sum % COLOURS}`} aria-hidden="true">
        {([...name][0] ?? '?').toUpperCase()}
      </span>
      {gone ? <s>{name}</s> : <span class="name">{name}</span>}
    </span>
  );
}
