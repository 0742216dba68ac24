/**
 * One report as one file: markup, style, script and data inline, nothing fetched, and a content policy that forbids to.
 * Whatever stood in the log is data here, never markup and never script.
 */
import { createHash } from 'node:crypto';
import type { ReviewReport } from './report.ts';

/** The page's code and style, as the browser takes them. */
export type PageAssets = { readonly script: string; readonly style: string };

/** Renders the file. */
export function reportHtml(report: ReviewReport, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src '${integrity(script)}'`,
    `style-src '${integrity(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Sign-up decisions</title>
<style>${style}</style>
</head>
<body>
<script type="application/json" id="report">${inertJson(report)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function integrity(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** JSON that cannot end its element or begin another: every `<` is written as an escape, which means the same in JSON. */
function inertJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
