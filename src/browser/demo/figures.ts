import { html } from 'lit';
import { availability, duration, median, percent, type View } from '../../log/view.js';

/** Three figures for the back row: deaths, time to recovery (last, and median below), and the share of time that the processes were up. */
export function figures(view: View, now: number): unknown {
  const last = view.recoveries.at(-1);
  const middle = median(view.recoveries);
  const share = view.demo === null ? null : availability(view, now);
  return html`
    <dl class="figures">
      <div class="deaths"><dt>deaths</dt><dd>${view.kills}</dd></div>
      <div class="recovery">
        <dt>to recover<span class="median">${middle === null ? '' : ` · median ${duration(middle)}`}</span></dt>
        <dd>${last === undefined ? '–' : duration(last)}</dd>
      </div>
      <div class="good"><dt>processes up</dt><dd>${percent(share)}</dd></div>
    </dl>
  `;
}
