import { html } from 'lit';
import { availability, duration, median, percent, type View } from '../../log/view.js';

/** Three figures for the back row: kills, time to recovery (last, and median below), availability. */
export function figures(view: View, now: number): unknown {
  const last = view.recoveries.at(-1);
  const middle = median(view.recoveries);
  const share = view.demo === null ? null : availability(view, now);
  return html`
    <dl class="figures">
      <div class="kills"><dt>kills</dt><dd>${view.kills}</dd></div>
      <div class="recovery">
        <dt>to recover<span class="median">${middle === null ? '' : ` · median ${duration(middle)}`}</span></dt>
        <dd>${last === undefined ? '–' : duration(last)}</dd>
      </div>
      <div class="good"><dt>available</dt><dd>${percent(share)}</dd></div>
    </dl>
  `;
}
