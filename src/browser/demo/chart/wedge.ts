import { html, svg } from 'lit';
import { type Point, pointsOf, type Wedge } from '../../../demo/charts/wedge.js';
import type { View } from '../../../log/view.js';
import type { ChartPlace } from './place.js';

/** Room above the highest point for its number, and below the ground for what the points are. */
const HEAD = 32;
const FOOT = 26;
/** Room beside the last point for the ends of the scale. */
const END = 56;

/** The shape below the measured points; what was not measured is not drawn, and of what lies below the scale the number stands on the ground. */
export function wedgeView(chart: Wedge, { body, picture }: ChartPlace, view: View): unknown {
  const points = pointsOf(chart, view);
  const step = (body - END) / points.length;
  const x = (at: number) => step * (at + 0.5);
  const ground = picture - FOOT;
  const y = (share: number) => ground - share * (ground - HEAD);
  const measured = points.flatMap(({ height: share, isBelow }, at) =>
    share === null ? [] : [{ x: x(at), y: y(share), isBelow }],
  );
  const top = measured.map((one) => `${one.x} ${one.y}`);
  const [first, last] = [measured[0], measured.at(-1)];
  const shape = first && last ? `M${first.x} ${ground}L${top.join('L')}L${last.x} ${ground}z` : '';
  return html`
    <div class="plot" style="height: ${picture}px">
      <svg aria-hidden="true" viewBox="0 0 ${body} ${picture}" width=${body} height=${picture}>
        <path class="frame" d="M0 ${HEAD}H${body}M0 ${ground}H${body}"/>
        <path class="shape" d=${shape}/>
        ${measured.filter(({ isBelow }) => !isBelow).map((one) => svg`<circle class="point" cx=${one.x} cy=${one.y} r="5"/>`)}
      </svg>
      <dl>${points.map((point, at) => pointView(point, at, step, point.height === null ? ground : y(point.height), HEAD))}</dl>
      <span class="end to">${chart.to} ${chart.unit}</span>
      <span class="end from">${chart.from} ${chart.unit}</span>
    </div>
  `;
}

const pointView = ({ label, text }: Point, at: number, step: number, y: number, head: number) => html`
  <div style="left: ${at * step}px; width: ${step}px">
    <dt>${label}</dt>
    <dd style="top: ${y - head}px">${text}</dd>
  </div>
`;
