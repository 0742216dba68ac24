/**
 * Two public keys for documents: nobody has the private halves.
 */
import type { AttesterKey } from '../../../src/core/attestation.ts';

/** An Ed25519 key. */
export const ED_KEY: AttesterKey = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: 'rzDpic5JXWxczuxzJpcR0qBzVH1WPpHQUgezRC8LyiU',
  kid: 'f1SAVcBVDZ4rOScLRga5oqBEc0WAoczz2zb2J9xmUe8',
};

/** A P-256 key. */
export const EC_KEY: AttesterKey = {
  kty: 'EC',
  crv: 'P-256',
  x: '7EZKXQwyd0ph1pQBWpodSAPQWqJ8GupAfrrVE97tYJk',
  y: 'D4hK-IJwWHneepxQchnnwRQuIe70US865BzLM52-zFg',
  kid: 'sk1bBXkDLwnWjIOFuBtSzpNeIsQ0jtyZnzbFTwUKzr4',
};
