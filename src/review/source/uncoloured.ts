/**
 * Text without the colours of a terminal, wherever it is cut.
 */

/** Takes colours out: `sam logs` underlines what it was asked to filter by, inside the message, in a pipe as well. */
export function createUncoloured(): (text: string) => string {
  let rest = '';
  return (text) => {
    const all = rest + text;
    rest = '';
    if (!all.includes('\u001B')) return all;
    const cut = all.lastIndexOf('\u001B');
    if (all.length - cut < 12 && !all.slice(cut).includes('m')) rest = all.slice(cut);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
    return all.slice(0, all.length - rest.length).replace(/\u001B\[[0-9;]{0,9}m/gu, '');
  };
}
