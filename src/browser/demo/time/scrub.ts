import { html, nothing } from 'lit';
import type { LogSource } from '../../live/log-source.js';

/** One press of an arrow key, in ms. */
const STEP_MS = 100;

/** Holds the picture and goes back in time, while the processes run on. `isOpen`: there is a past to look at. */
export function scrubBar({ past, playback, view, end: present }: LogSource, isOpen: boolean): unknown {
  const { at } = playback;
  const from = past.from ?? 0;
  const end = endOf(present, playback.leftAt);
  const shown = at ?? end;
  // A recording has a last moment, and nothing in it is live.
  const lastMoment = view.recorded === null ? 'live' : 'now';
  const jump = (label: string, sign: string, to: number | undefined) => html`
    <button class="jump" aria-label=${label} title=${label} ?disabled=${!isOpen || to === undefined}
      @click=${() => to !== undefined && playback.seek(to)}>${sign}</button>
  `;
  return html`
    <div class="scrub" role="group" aria-label="time">
      ${holdButton(playback, lastMoment, isOpen)}
      ${jump(
        'to the death before',
        '‹ ✕',
        past.deaths.findLast((death) => death < shown),
      )}
      <span class="track">
        ${isOpen && end > from ? past.deaths.map((death) => tick((death - from) / (end - from))) : nothing}
        <input type="range" class="moment" aria-label="moment of the log" aria-valuetext=${ago(at, end)}
          .min=${`${from}`} .max=${`${end}`} step=${STEP_MS} .value=${`${shown}`} ?disabled=${!isOpen}
          @input=${(event: Event) => playback.seek(Number((event.target as HTMLInputElement).value))}>
      </span>
      ${jump(
        'to the next death',
        '✕ ›',
        past.deaths.find((death) => death > shown),
      )}
      <span class="ago">${at === null ? lastMoment : `past ${minus(end - at)}`}</span>
    </div>
  `;
}

/** By whole seconds, so that the slider does not creep under the finger, and is not drawn with each frame. */
const endOf = (present: number, leftAt: number | null) =>
  leftAt === null ? Math.ceil(present / 1000) * 1000 : leftAt + Math.floor((present - leftAt) / 1000) * 1000;

const holdButton = (playback: LogSource['playback'], lastMoment: string, isOpen: boolean) => html`
  <button class="hold" ?disabled=${!isOpen} aria-keyshortcuts="t" title="key t"
    @click=${() => (playback.at === null ? playback.hold() : playback.live())}>
    ${playback.at === null ? 'pause' : lastMoment}
  </button>
`;

const tick = (share: number) => html`<i class="tick" style="--share: ${share}"></i>`;

/** `−12.4 s`, `−2:05`: the typographical minus. */
function minus(ms: number): string {
  if (ms < 60_000) return `−${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `−${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const ago = (at: number | null, end: number) => (at === null ? 'now' : `${((end - at) / 1000).toFixed(1)} seconds ago`);
