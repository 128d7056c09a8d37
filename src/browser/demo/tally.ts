import { html, LitElement } from 'lit';
import { clock, duration, inAll, median } from '../../log/view.js';
import type { Beat, Connection } from '../live/connection.js';
import type { LogSource } from '../live/log-source.js';

/** Root and stage begin together; a log that is much younger than the root is not that of the whole talk. In ms. */
const TOGETHER_MS = 10_000;

/** The figures of this very talk, for its last slide: all deaths of the log, and how long the root has been up. */
export class TallyElement extends LitElement {
  static session: LogSource;
  static connection: Connection;

  private readonly session = TallyElement.session;
  private beat: Beat | null = null;
  private stopListening: (() => void)[] = [];

  /** The theme is the page's. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = [
      this.session.watch(() => this.requestUpdate()),
      TallyElement.connection.watch({
        beat: (beat) => {
          this.beat = beat;
          this.requestUpdate();
        },
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stopListening) stop();
  }

  protected override render(): unknown {
    // Before the first beat nothing is known.
    if (!this.beat) return html``;
    const { upMs, stageMs } = this.beat;
    const { kills, recoveries } = inAll(this.session.view);
    const middle = median(recoveries);
    const isWhole = stageMs !== null && upMs - stageMs < TOGETHER_MS;
    return html`
      <dl class="tally">
        ${figure(String(kills), isWhole ? 'deaths' : 'deaths since the stage was reborn')}
        ${middle === null ? '' : figure(duration(middle), 'median recovery')}
        ${figure(clock(upMs), 'and still up')}
      </dl>
    `;
  }
}

const figure = (value: string, label: string) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
