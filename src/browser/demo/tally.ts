import { html, LitElement } from 'lit';
import { clock, duration, inAll, median } from '../../log/view.js';
import type { Beat } from '../live/connection.js';
import { type TallyContext, tallyContext } from './context.js';

/** Root and stage begin together; a log that is much younger than the root is not that of the whole talk. In ms. */
const TOGETHER_MS = 10_000;

/** The figures of this very talk, for its last slide: all deaths of the log, and how long the root has been up. */
export class TallyElement extends LitElement {
  private context: TallyContext | null = null;
  private beat: Beat | null = null;
  private stop = () => {};

  /** The theme is the page's. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = tallyContext.take(this, (context) => this.follow(context));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private follow(context: TallyContext): () => void {
    const { log, connection } = context;
    this.context = context;
    const stops = [
      log.watch(() => this.requestUpdate()),
      connection.watch({
        beat: (beat) => {
          this.beat = beat;
          this.requestUpdate();
        },
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  protected override render(): unknown {
    // Before the first beat nothing is known.
    if (!this.context || !this.beat) return html``;
    const { upMs, stageMs } = this.beat;
    const { kills, recoveries } = inAll(this.context.log.view);
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
