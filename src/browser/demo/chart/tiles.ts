import { html, nothing, svg } from 'lit';
import { type TileRow, type TileState, type Tiles, tileRowsOf } from '../../../demo/charts/tiles.js';
import type { View } from '../../../log/view.js';
import { CHART_LINE, type ChartPlace, type TilesPlace } from './place.js';
import { MARK, outline, type TilePlace } from './shapes.js';

/** All tiles of each row, and how many are in which state. */
export function tilesView(chart: Tiles, { tiles }: ChartPlace, view: View): unknown {
  return html`
    <dl data-arrangement=${tiles.arrangement} style="--columns: ${tiles.columns}; --line-height: ${CHART_LINE}">
      ${tileRowsOf(chart, view).map(
        (row) => html`
          <div>
            <dt>${row.label}</dt>
            <dd>
              ${row.cable === null ? nothing : cableView(row.cable)}
              ${picture(chart, row, tiles)}
            </dd>
            <dd class="told">${chart.shape === 'jack' ? share(chart, row) : counts(chart, row)}</dd>
          </div>
        `,
      )}
    </dl>
  `;
}

/** One path for all tiles of a state: eight hundred elements would be eight hundred to compare. */
function picture({ shape, states }: Tiles, { tiles }: TileRow, { perLine, lines, side }: TilesPlace): unknown {
  const at = (place: number) => ({ x: (place % perLine) * side, y: Math.floor(place / perLine) * side, side });
  const places = (state: number) => tiles.flatMap((one, place) => (one === state ? [at(place)] : []));
  const [width, height] = [perLine * side, lines * side];
  return html`
    <svg class="many" aria-hidden="true" viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
      ${states.map((state, number) => layer(shape, state, places(number)))}
    </svg>
  `;
}

function layer(shape: Tiles['shape'], { figure, tone }: TileState, places: TilePlace[]): unknown {
  const mark = MARK[figure];
  return svg`
    <g class=${figure} data-tone=${tone}>
      <path class="body" d=${places.map((place) => outline(shape, place)).join('')}/>
      ${mark ? svg`<path class="mark" d=${places.map(mark).join('')}/>` : nothing}
    </g>
  `;
}

const share = ({ states }: Tiles, { counts, tiles }: TileRow) => {
  const well = states.findIndex(({ tone }) => tone === 'up');
  return html`${counts[well] ?? 0} of ${tiles.length}<span class="visually-hidden"> ${states[well]?.word}</span>`;
};

const ALONE = { x: 0, y: 0, side: 20 };

/** In the order of the states; what is as it was at the beginning needs no words. */
const counts = ({ shape, states }: Tiles, { counts: all }: TileRow) =>
  states.map((state, number) => {
    const count = all[number] ?? 0;
    if (count === 0 || state.tone === 'soft') return nothing;
    return html`
      <span class="count">
        <svg aria-hidden="true" viewBox="0 0 ${ALONE.side} ${ALONE.side}">${layer(shape, state, [ALONE])}</svg>
        ${count} ${state.word}
      </span>
    `;
  });

/** Plugged in, or hanging loose. */
const cableView = (state: string) => html`
  <svg class="cable" data-state=${state} aria-hidden="true" viewBox="0 0 40 18">
    <path class="wire" d="M20 0v4"/><path class="plug" d="M13 2h14v6h-4v4h-6v-4h-4z"/>
  </svg>
`;
