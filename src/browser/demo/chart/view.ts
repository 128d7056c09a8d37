import { html, nothing } from 'lit';
import type { Chart } from '../../../demo/charts/index.js';
import type { View } from '../../../log/view.js';
import { barsView } from './bars.js';
import type { ChartPlace } from './place.js';
import { tilesView } from './tiles.js';
import { trackView } from './track.js';
import { wedgeView } from './wedge.js';
import './chart.css';
import './tiles.css';
import './track.css';
import './wedge.css';

/** The chart of the figures that processes count. */
export const chartView = (chart: Chart, place: ChartPlace, view: View): unknown => html`
  <div class="chart" data-kind=${chart.kind} role="group" aria-label=${chart.title} data-title=${place.title} style="--label: ${place.label}px">
    ${place.title === 'none' ? nothing : html`<h3>${chart.title}</h3>`}
    ${body(chart, place, view)}
  </div>
`;

function body(chart: Chart, place: ChartPlace, view: View): unknown {
  switch (chart.kind) {
    case 'bars':
      return barsView(chart, place, view);
    case 'track':
      return trackView(chart, view);
    case 'tiles':
      return tilesView(chart, place, view);
    case 'wedge':
      return wedgeView(chart, place, view);
  }
}
