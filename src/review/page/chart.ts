/**
 * Outcomes over time, stacked, by uPlot. Colours come from the style sheet, so that dark and light are one place's matter.
 */

import uPlot from 'uplot';
import { OUTCOMES } from '../../core/decision.ts';
import type { Timeline } from '../report.ts';
import { axisRange } from '../time-buckets.ts';
import { count, h } from './dom.ts';

const HEIGHT = 280;

/** Draws the chart and keeps it as wide as its place; call the returned function when colours change. */
export function chart(place: HTMLElement, timeline: Timeline, changes: readonly Change[]): () => void {
  const shown = OUTCOMES.filter((outcome) => timeline.counts[outcome].some((value) => value > 0));
  let plot: uPlot | null = null;
  const [from, to] = axisRange(timeline).map((at) => new Date(at).toISOString());
  Object.assign(place.dataset, { from, to });
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(optionsFor(place, timeline, shown, changes), stacked(timeline, shown), place);
  };
  draw();
  new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
  return draw;
}

/** `02-01` where steps are days, `02-01 18:00` where they are shorter; the year stands in the heading. */
function timeLabel(seconds: number, step: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return step >= 86_400 ? text.slice(5, 10) : text.slice(5, 16).replace('T', ' ');
}

/** When a policy changed: a line across the bars. */
type Change = { readonly at: number; readonly version: number };

function drawChanges(plot: uPlot, changes: readonly Change[], colour: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.setLineDash([4, 4]);
  for (const { at, version } of changes) {
    const x = plot.valToPos(at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(`v${version}`, x + 4, bbox.top + 12);
  }
  ctx.restore();
}

type Shown = readonly (keyof Timeline['counts'])[];

/** The topmost series first: each bar covers the lower part of the one drawn before it. */
function stacked({ at, counts }: Timeline, shown: Shown): uPlot.AlignedData {
  const sums = shown.map((_, first) =>
    at.map((__, index) => shown.slice(first).reduce((sum, name) => sum + (counts[name][index] ?? 0), 0)),
  );
  return [at.map((time) => time / 1000), ...sums];
}

function optionsFor(place: HTMLElement, timeline: Timeline, shown: Shown, changes: readonly Change[]): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { stroke: colour('line'), width: 1 },
  };
  const bars = uPlot.paths.bars?.({ size: [0.85, 60], align: 1 });
  return {
    width: place.clientWidth,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    axes: [
      { ...axis, space: 90, values: (_, seconds, __, ___, step) => seconds.map((at) => timeLabel(at, step)) },
      { ...axis, size: 64, values: (_, ticks) => ticks.map(count) },
    ],
    hooks: { draw: [(plot) => drawChanges(plot, changes, colour('accent'))] },
    cursor: { points: { show: false }, y: false },
    scales: {
      x: { range: () => axisRange(timeline).map((at) => at / 1000) as [number, number] },
      y: { range: (_, __, max) => [0, Math.max(1, max * 1.05)] },
    },
    series: [
      {
        label: 'UTC',
        value: (_, seconds) =>
          seconds === null ? '–' : new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' '),
      },
      ...shown.map((name) => ({
        label: name,
        fill: colour(name),
        stroke: colour(name),
        width: 0,
        points: { show: false },
        ...(bars === undefined ? {} : { paths: bars }),
        value: (_: uPlot, __: number, ___: number, index: number | null) =>
          index === null ? '–' : count(timeline.counts[name][index] ?? 0),
      })),
    ],
  };
}

/** The same numbers as a table, for whoever does not see the chart. */
export function chartTable({ at, counts }: Timeline): HTMLElement {
  const rows = at.map((time, index) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, new Date(time).toISOString().slice(0, 16).replace('T', ' ')),
      ...OUTCOMES.map((name) => h('td', { class: 'numeric' }, count(counts[name][index] ?? 0))),
    ),
  );
  const head = h(
    'tr',
    {},
    h('th', { scope: 'col' }, 'from (UTC)'),
    ...OUTCOMES.map((name) => h('th', { scope: 'col', class: 'numeric' }, name)),
  );
  const scroller = h('div', { class: 'scroller low', role: 'region', tabindex: 0, 'aria-label': 'Outcomes over time' });
  scroller.append(h('table', {}, h('thead', {}, head), h('tbody', {}, ...rows)));
  return h('details', {}, h('summary', {}, 'The same as a table'), scroller);
}
