/**
 * The code and style of the report's page. A package carries them built, beside the command line; a checkout builds them
 * when they are needed, in a moment and without leaving a file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import type { PageAssets } from '../../review/page-html.ts';

/** The built file's name, beside the built command line. */
export const PAGE_ASSETS_FILE = 'review-page.json';

/** The assets, built or read. */
export async function pageAssets(): Promise<Result<PageAssets, string>> {
  const built = join(import.meta.dirname, PAGE_ASSETS_FILE);
  if (existsSync(built)) return ok(JSON.parse(readFileSync(built, 'utf8')) as PageAssets);
  try {
    return ok(await buildPageAssets());
  } catch {
    return fail('the page of the report could not be built: run `npm ci`, its development dependencies included');
  }
}

/** Bundles the page for browsers. */
export async function buildPageAssets(): Promise<PageAssets> {
  const { build } = await import('esbuild');
  const page = join(import.meta.dirname, '../../review/page');
  const options = {
    bundle: true,
    minify: true,
    write: false,
    target: 'es2023',
    logLevel: 'silent',
    legalComments: 'none',
  } as const;
  const [script, style] = await Promise.all([
    build({ ...options, entryPoints: [join(page, 'main.ts')], format: 'iife' }),
    build({
      ...options,
      stdin: {
        contents: '@import "uplot/dist/uPlot.min.css";\n@import "./page.css";',
        loader: 'css',
        resolveDir: page,
      },
    }),
  ]);
  return { script: textOf(script.outputFiles), style: textOf(style.outputFiles) };
}

/** A closing tag in code or style would end the element that carries it. */
function textOf(files: readonly { readonly text: string }[]): string {
  return files.map(({ text }) => text.replaceAll('</', '<\\/')).join('');
}
