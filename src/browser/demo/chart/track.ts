import { html, svg } from 'lit';
import { type Car, carsOf, type Track } from '../../../demo/charts/track.js';
import type { View } from '../../../log/view.js';
import { shapeOf } from '../shape.js';

/** A lane for each car, from the start to the chequered line. */
export const trackView = (chart: Track, view: View): unknown => html`
  <dl>${carsOf(chart, view).map((car) => laneView(car, chart.laps))}</dl>
`;

const laneView = ({ label, looks, state, laps, share }: Car, all: number) => html`
  <div data-state=${state} style="--share: ${share}">
    <dt><span class="shape" aria-hidden="true">${shapeOf(state)}</span> ${label}</dt>
    <dd>
      <i class="road" aria-hidden="true"><svg class="car" viewBox="0 0 88 40">${DRAWINGS[looks]}</svg></i>
      <span class="laps">${laps}<span class="visually-hidden"> of ${all} laps, ${state}</span></span>
    </dd>
  </div>
`;

const wheel = (x: number, y: number, r: number) => svg`
  <circle class="line" cx=${x} cy=${y} r=${r}/><circle class="fill" cx=${x} cy=${y} r=${r * 0.4}/>
`;

/** Facing right. `fill`: in the ink of its state; `line`: in the dark of the road. */
const DRAWINGS: Record<Car['looks'], unknown> = {
  racer: svg`
    <path class="fill" d="M2 14h10v6h14q6-9 20-9 5 0 8 8l28 5q4 1 4 6v3H12v-5H2z"/>
    <path class="line" d="M30 19q4-5 12-5v6H30z"/>
    ${wheel(20, 31, 8)}${wheel(68, 31, 8)}
  `,
  beetle: svg`
    <path class="fill" d="M6 31q-2-10 8-14Q22 4 40 4t26 14q14 1 14 9v4z"/>
    <path class="line" d="M24 17q5-8 14-8v8zM42 9q12 0 17 8H42z"/>
    <path class="feeler" d="M70 19q4-12 14-14M64 16q4-10 12-13"/>
    ${wheel(22, 32, 7)}${wheel(62, 32, 7)}
  `,
};
