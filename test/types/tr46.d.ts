/**
 * The package ships no types; this is what the tests use of it.
 */
declare module 'tr46' {
  export function toASCII(domain: string, options: Readonly<Record<string, boolean>>): string | null;
}
