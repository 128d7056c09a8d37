import { html } from 'lit';
import type { View } from '../../../log/view.js';
import { type Bars, barsOf, limitOf } from '../../../stage/charts/bars.js';
import type { ChartPlace } from './place.js';

/** Beside each other, in columns. */
export const barsView = (chart: Bars, { columns }: ChartPlace, view: View): unknown => html`
  <dl data-ends=${chart.max !== undefined} data-limited=${limitOf(chart) !== null} style="--columns: ${columns}; --limit: ${limitOf(chart) ?? 0}">
    ${barsOf(chart, view).map(
      ({ label, text, share }) => html`
        <div style="--share: ${share}"><dt>${label}</dt><dd><i class="bar"></i><span>${text}</span></dd></div>
      `,
    )}
  </dl>
`;
