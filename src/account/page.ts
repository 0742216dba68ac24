/** The report as one page that needs nothing else. Pure. */
import { type AccountReport, tally, UNREAD } from './report.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ddd}
.contradicted,.failed,.unexpected{color:#a40000;font-weight:600}.confirmed,.done{color:#00612e}.untried{color:#555}code{font-size:.9em}
@media (prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}th,td{border-color:#3a3a3a}.contradicted,.failed,.unexpected{color:#ff8f8f}.confirmed,.done{color:#7fd6a2}.untried{color:#aaa}}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}`;

/** The page. */
export function reportPage(report: AccountReport): string {
  const counts = tally(report.probes);
  const summary = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Verified on an account</title><style>${STYLE}</style></head><body>
<h1>Verified on an account</h1>
<p>${escaped(report.startedAt)} to ${escaped(report.endedAt)}, Region ${escaped(report.region)}, version ${escaped(report.package)}: ${escaped(summary.join(', '))}.</p>
<p>${report.cost.users} users made: at most ${report.cost.usd} US dollars.</p>
${leftText(report)}
<h2>Facts</h2>
${table(['verdict', 'fact', 'question', 'answer', 'what it means', 'figures'], report.probes.map(probeRow))}
<h2>Could not be tried</h2>
${table(
  ['fact', 'question', 'why'],
  report.untried.map(({ fact, question, why }) => [fact, question, why].map(escaped)),
)}
<h2>The product</h2>
${table(['', 'step', 'what', 'said', 'figures', 'seconds'], report.steps.map(stepRow))}
</body></html>
`;
}

function probeRow({ verdict, fact, question, answer, means, figures, details }: AccountReport['probes'][number]) {
  const answered = [answer, ...details].filter(Boolean).join('; ');
  return [
    marked(verdict, verdict),
    escaped(fact),
    escaped(question),
    escaped(answered),
    escaped(means),
    figured(figures),
  ];
}

function stepRow({ ok, id, what, said, figures, ms }: AccountReport['steps'][number]) {
  const word = ok ? 'done' : 'failed';
  return [
    marked(word, word),
    `<code>${escaped(id)}</code>`,
    escaped(what),
    escaped(said),
    figured(figures),
    String(Math.round(ms / 1000)),
  ];
}

function leftText({ left }: AccountReport): string {
  if (left[UNREAD] !== undefined) return '<p class="failed">Nobody could look whether something is still there.</p>';
  const kinds = Object.entries(left).map(([kind, count]) => `${count} ${kind}`);
  return kinds.length === 0
    ? '<p>Everything was removed.</p>'
    : `<p class="failed">Still there: ${escaped(kinds.join(', '))}.</p>`;
}

function figured(figures: Readonly<Record<string, number>>): string {
  return escaped(
    Object.entries(figures)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  );
}

function marked(name: string, text: string): string {
  return `<span class="${name}">${escaped(text)}</span>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</tbody></table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
