/**
 * The rules of the house see every way in which a file imports and exports: what they do not read, they find.
 */
import { describe, expect, it } from 'vitest';
import { exportsOf, importsOf, otherExports, otherImports } from './support/modules.ts';

describe('the reader of modules', () => {
  it.each([
    ['import { a } from "../core/result.ts";', ['a']],
    ["import {\n  a,\n  type B as C,\n} from '../core/result.ts';", ['a', 'B']],
    ["import type { A } from '../core/result.ts';", ['A']],
    ["import '../core/result.ts';", []],
    ["export { a as b } from '../core/result.ts';", ['a']],
    ["export * from '../core/result.ts';", null],
    ["import * as all from '../core/result.ts';", null],
    ['const x = await import(`../core/result.ts`);', null],
    ['const x = await import(\n  "../core/result.ts"\n);', null],
    ["type X = typeof import('../core/result.ts');", null],
  ])('reads the import of %j', (text, names) => {
    const read = { from: 'src/lab/a.ts', to: 'src/core/result.ts', external: false, names };

    expect(importsOf('src/lab/a.ts', text)).toEqual([read]);
    expect(otherImports(text)).toEqual([]);
  });

  it.each([
    'import x = require("../core/result.ts");',
    `const x = await import(\`../\${'$'}{name}.ts\`);`,
    'const x = await import(name);',
    "const x = await import('../' + name);",
    'const x = createRequire(import.meta.url);',
    "const fs = process.getBuiltinModule('node:fs');",
    "const all = import.meta.glob('../core/*.ts');",
  ])('finds the import of %j, which it does not read', (text) => {
    expect(otherImports(text)).not.toEqual([]);
  });

  it.each([
    'export const a = 1;',
    'export let a = 1;',
    'export function a() {}',
    'export async function* a() {}',
    'export class a {}',
    'export abstract class a {}',
    'export type a = 1;',
    'export interface a {}',
  ])('reads the export of %j', (line) => {
    expect(exportsOf('', line)).toEqual(['a']);
    expect(otherExports(line)).toEqual([]);
  });

  it.each([
    'export { a as b };',
    "export { a } from './a.ts';",
    "export * from './a.ts';",
    "export*from'./a.ts';",
    'export const { a, b } = c;',
    'export const [a] = c;',
    'export default a;',
    'export = a;',
  ])('finds the export of %j, which it does not read', (line) => {
    expect(otherExports(`const a = 1;\n${line}\n`)).toEqual([line]);
  });
});
