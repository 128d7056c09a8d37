import { html } from 'lit';
import { availability, duration, median, percent, type View } from '../../log/view.js';

/** Three figures for the back row: kills, time to recovery (last, and median below), availability. */
export function figures(view: View, now: number): unknown {
  const last = view.recoveries.at(-1);
  const middle = median(view.recoveries);
  const share = view.running ? availability(view, now) : null;
  return html`
    <dl class="figures">
      <div><dt>kills</dt><dd>${view.kills}</dd></div>
      <div>
        <dt>to recover${middle === null || view.recoveries.length < 2 ? '' : ` · median ${duration(middle)}`}</dt>
        <dd>${last === undefined ? '–' : duration(last)}</dd>
      </div>
      <div class="good"><dt>available</dt><dd>${percent(share)}</dd></div>
    </dl>
  `;
}
