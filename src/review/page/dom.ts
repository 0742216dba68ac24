/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Elements for the report's page. Text is only ever set as text: nothing that stood in a log becomes markup.
 */

type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void) | null>>;

/** Creates an element. A function becomes a listener, `true` a bare attribute, `false` and null none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A whole number with separators. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** A moment in UTC, to the minute; a dash for none. */
export function moment(time: number | null): string {
  return time === null ? '–' : new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

/** A moment in UTC, to the second, zone and all; a dash for none. */
export function second(time: number | null): string {
  return time === null ? '–' : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Milliseconds as read by people. */
export function duration(ms: number | null): string {
  if (ms === null) return '–';
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${Math.round(ms)} ms`;
}

/** A part of a whole in per cent. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (100 * part) / whole;
  return `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** The first digits of a hash or digest, the whole on hover; anything else as it is. */
export function short(text: string | null, none: string): Node {
  if (text === null) return h('span', { class: 'none' }, none);
  const cut = /^[0-9a-f]{64}$/u.test(text) ? text.slice(0, 10) : text;
  return h('code', { title: text }, text.startsWith('h:') ? text.slice(0, 12) : cut);
}

/** An outcome or its like, as a coloured word; the word says it all without the colour. */
export function badge(word: string): Node {
  return h('span', { class: `badge ${/^[a-z-]+$/u.test(word) ? word : ''}` }, word);
}

/** Names in a row, or what stands for none. */
export function names(list: readonly string[], none: string): Node {
  if (list.length === 0) return h('span', { class: 'none' }, none);
  return h('span', {}, ...list.flatMap((name, index) => [index === 0 ? '' : ', ', h('code', {}, name)]));
}
