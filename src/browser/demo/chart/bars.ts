import { html } from 'lit';
import { type Bars, barsOf, limitOf } from '../../../demo/charts/bars.js';
import type { View } from '../../../log/view.js';
import type { ChartPlace } from './place.js';

/** Below each other, and in more columns only where there is no room for one; each number stands beside its bar. */
export const barsView = (chart: Bars, { columns, row }: ChartPlace, view: View): unknown => html`
  <dl data-ends=${chart.max !== undefined} data-limited=${limitOf(chart) !== null} style="--columns: ${columns}; --row: ${row}px; --limit: ${limitOf(chart) ?? 0}">
    ${barsOf(chart, view).map(
      ({ label, text, share }) => html`
        <div style="--share: ${share}"><dt>${label}</dt><dd><i class="bar"></i></dd><dd class="told">${text}</dd></div>
      `,
    )}
  </dl>
`;
