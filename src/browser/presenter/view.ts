/** The presenter view: the slide with its demo, the next slide, notes, steps, and the time. */

import outline from 'virtual:outline';
import { html, nothing, render } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type Reveal from 'reveal.js';
import type { RevealApi } from 'reveal.js';
import { placeAfter } from '../../deck/outline.js';
import { LANDSCAPE } from '../../deck/shape.js';
import { onDeck } from '../deck/events.js';
import { followTalk, toggleJoinCode } from '../deck/talk.js';
import type { Answer } from '../live/talk-connection.js';
import { AudienceView } from './audience.js';
import { canFloat, floatNotes } from './float.js';
import { openScreen } from './screen.js';
import { pace, remaining, stopwatch, timeOfDay } from './time.js';

const PLANNED = outline.slides.map(({ plannedMs }) => plannedMs);
const TICK_MS = 500;

const part = (name: string) => document.querySelector<HTMLElement>(`.presenter > * > .${name}`) as HTMLElement;

// While the talk is written: titles, notes and steps may be others by now.
import.meta.hot?.on('deck:update', () => location.reload());

/** `Deck`: the class of the deck, for a second one beside it. */
export async function showPresenterView(deck: RevealApi, Deck: typeof Reveal, isAtHome: boolean): Promise<void> {
  const next = await openNext(deck, Deck);
  // reveal.js looks at its place again when the window changes, and not when what is beside the place does.
  for (const [name, one] of [
    ['now', deck],
    ['next', next],
  ] as const)
    new ResizeObserver(() => one.layout()).observe(part(name));
  // Notes and steps may be longer than their place, and are scrolled by keys as well.
  for (const name of ['notes', 'steps']) part(name).tabIndex = 0;
  // The reader may have moved the deck while this program was on its way.
  const { h, f = -1 } = deck.getIndices();
  const isMoved = isAtHome && (h > 0 || f >= 0);
  const talk = followTalk(deck, isMoved ? 'pressed' : isAtHome ? 'at home' : 'elsewhere');
  deck.addKeyBinding({ keyCode: 74, key: 'J', description: 'Code for phones' }, () => toggleJoinCode(talk));
  const here = () => outline.slides[deck.getIndices().h]?.steps ?? [];
  const taken = () => here().slice(0, (deck.getIndices().f ?? -1) + 1);
  /** That of the step that was taken last; a slide may have several. */
  const demo = () => (taken().findLast(({ plays }) => plays) ?? here().find(({ plays }) => plays))?.plays?.demo ?? null;
  const backToQuestion = async (): Promise<Answer> => {
    const asked = taken().findLastIndex(({ plays }) => plays?.data.do === 'predict');
    return talk.move({ slide: deck.getIndices().h, step: asked + 1 });
  };
  const audience = new AudienceView(part('room'), talk, demo, backToQuestion);
  const draw = () => {
    audience.draw();
    const { h, f } = deck.getIndices();
    const place = { slide: h, step: (f ?? -1) + 1 };
    const isLast = h + 1 >= outline.slides.length;
    part('next').classList.toggle('is-over', isLast);
    if (next.getIndices().h !== h + 1 && !isLast) next.slide(h + 1);
    const slide = outline.slides[h];
    const { state } = talk;
    const startedAt = state?.startedAt ?? null;
    const elapsed = startedAt === null ? 0 : Date.now() - startedAt;
    const left = remaining(elapsed, PLANNED);
    const standing = startedAt === null ? null : pace(elapsed, PLANNED, h);
    render(
      html`
        <p class="clock"><b>${timeOfDay(Date.now())}</b></p>
        <p class="elapsed">
          <b>${stopwatch(elapsed)}</b>
          <button type="button" ?disabled=${!talk.isLive} @click=${() => talk.do({ do: 'clock', startedAt: Date.now() })}>start again</button>
        </p>
        ${left === null ? nothing : html`<p class="left">${left < 0 ? `${stopwatch(-left)} over` : `${stopwatch(left)} left`}</p>`}
        ${standing === null ? nothing : html`<p class="pace" data-late=${standing.endsWith('behind')}>${standing}</p>`}
        <p class="where">slide <b>${h + 1}</b> of ${outline.slides.length}</p>
        <p class="presence">${state && talk.isLive ? room(state.presence) : 'Reconnecting …'}</p>
        <p>
          <button type="button" @click=${openScreen}>open the slides</button>
          <button type="button" @click=${showCode}>your phone as a clicker</button>
          ${canFloat() ? html`<button type="button" @click=${() => void floatNotes(part('notes'), part('steps'))}>float the notes</button>` : nothing}
        </p>
      `,
      part('head'),
    );
    render(html`${unsafeHTML(slide?.notes ?? '')}`, part('notes'));
    const after = placeAfter(outline, place);
    const then = after.slide === h ? '' : (outline.slides[after.slide]?.title ?? '');
    render(
      html`
        <ol>${slide?.steps.map(
          ({ text }, at) =>
            html`<li data-state=${at < place.step ? 'taken' : at === place.step ? 'next' : 'later'}>${text || 'more'}</li>`,
        )}
        ${then ? html`<li data-state=${slide && place.step >= slide.steps.length ? 'next' : 'later'}>→ ${then}</li>` : nothing}</ol>
      `,
      part('steps'),
    );
  };
  talk.watch(draw);
  onDeck(deck, 'slidechanged', () => {
    part('notes').scrollTop = 0;
  });
  for (const name of ['slidechanged', 'fragmentshown', 'fragmenthidden'] as const) onDeck(deck, name, draw);
  setInterval(draw, TICK_MS);
  draw();
}

function room({ viewer, learner }: { viewer: number; learner: number }): string {
  const pages = (count: number, of: string) => `${count} ${of}${count === 1 ? '' : 's'}`;
  return `${pages(viewer, 'viewer')}, ${pages(learner, 'learner')}`;
}

/** The QR code of the remote, or why there is none; a second press hides it. */
async function showCode(): Promise<void> {
  const before = document.querySelector('.remote-code');
  if (before) {
    before.remove();
    return;
  }
  const response = await fetch('/remote-code');
  const box = document.createElement('div');
  box.className = 'remote-code';
  box.role = 'status';
  if (response.ok) {
    const { address, svg } = (await response.json()) as { address: string; svg: string };
    render(html`${unsafeHTML(svg)}<p>${address}</p>`, box);
  } else box.textContent = await response.text();
  part('notes').before(box);
}

/** A small deck with the same slides and without demos, which nobody plays there. */
async function openNext(deck: RevealApi, Deck: typeof Reveal): Promise<RevealApi> {
  const host = part('next').querySelector('.reveal') as HTMLElement;
  const slides = host.querySelector('.slides') as HTMLElement;
  for (const section of deck.getHorizontalSlides() as HTMLElement[]) {
    const copy = section.cloneNode(true) as HTMLElement;
    for (const live of copy.querySelectorAll('reboot-demo, reboot-tally, reboot-heart, .fragment.step')) live.remove();
    copy.classList.remove('present', 'past', 'future');
    copy.removeAttribute('data-covered');
    slides.append(copy);
  }
  const next = new Deck(host, {
    ...LANDSCAPE,
    embedded: true,
    margin: 0,
    minScale: 0,
    center: false,
    display: 'flex',
    controls: false,
    progress: false,
    keyboard: false,
    touch: false,
    hash: false,
    transition: 'none',
    postMessage: false,
    scrollActivationWidth: 0,
  });
  await next.initialize();
  host.removeAttribute('role');
  return next;
}
