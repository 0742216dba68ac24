/**
 * What the lab leaves out, said by name, so that nobody looks for a mistake of their own.
 */

const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/Group/u, 'no groups'],
  [/Mfa|MFA|SoftwareToken|WebAuthn|AuthFactors/u, 'no MFA and no passkeys'],
  [/Device/u, 'no remembered devices'],
  [/Domain|UICustomization|ManagedLogin|Terms/u, 'no hosted pages'],
  [
    /IdentityProvider|LinkProvider|ProviderForUser/u,
    'no identity providers to configure: its page signs people in through one',
  ],
  [
    /(?:Create|Update|Delete)UserPool|AddCustomAttributes/u,
    'one pool, which is set by the options it was started with',
  ],
];

/** Why a call of Cognito's is not served, or null for one that nobody knows. */
export function whyNotServed(call: string): string | null {
  return LEFT_OUT.find(([pattern]) => pattern.test(call))?.[1] ?? null;
}
