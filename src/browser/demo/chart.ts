import { html } from 'lit';
import type { View } from '../../log/view.js';
import { barsOf } from '../../stage/chart.js';
import type { Chart } from '../../stage/demo.js';
import type { ChartPlace } from './arrangement.js';

/** What processes count, beside each other. */
export const chartView = (chart: Chart, { columns }: ChartPlace, view: View): unknown => html`
  <div class="chart" role="group" data-ends=${chart.max !== undefined} aria-label=${chart.title} style="--columns: ${columns}">
    <h3>${chart.title}</h3>
    <dl>
      ${barsOf(chart, view).map(
        ({ label, text, share }) => html`
          <div style="--share: ${share}"><dt>${label}</dt><dd><i class="bar"></i><span>${text}</span></dd></div>
        `,
      )}
    </dl>
  </div>
`;
