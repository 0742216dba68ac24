/**
 * Names that only look like plain ones: `еxample.com` with a Cyrillic letter. The letters of Unicode's confusables that a
 * domain may hold and that alphabets near ours have; the whole list weighs too much for what publishes. Must not be taken
 * for a proof that a name is honest.
 */

/** By the plain letter, those of other alphabets that pass for it. */
const ALIKE: Readonly<Record<string, string>> = {
  a: 'ɑαа',
  c: 'ᴄс',
  d: 'ԁ',
  e: 'еҽ',
  f: 'ք',
  g: 'ɡցƍ',
  h: 'һհ',
  i: 'ıɩɪιіӏ',
  j: 'ϳј',
  k: 'к',
  n: 'ոռ',
  o: 'ᴏοσоօ',
  p: 'ρр',
  q: 'ԛգզ',
  r: 'ᴦг',
  s: 'ꜱѕ',
  u: 'ʋᴜυս',
  v: 'ᴠνѵ',
  w: 'ɯᴡѡԝա',
  x: 'х',
  y: 'ɣʏγуү',
  z: 'ᴢ',
};

const PLAIN: ReadonlyMap<string, string> = new Map(
  Object.entries(ALIKE).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain] as const)),
);

const ONLY_PLAIN = /^[a-z0-9.-]+$/u;

/** The plain name that a name in its own letters passes for; null for a plain or an honest one. */
export function imitatedName(unicode: string): string | null {
  if (!/\P{ASCII}/u.test(unicode)) return null;
  const plain = [...unicode.toLowerCase()].map((letter) => PLAIN.get(letter) ?? letter).join('');
  return ONLY_PLAIN.test(plain) ? plain : null;
}
