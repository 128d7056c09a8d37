/** Words that are too large for their slide are set smaller, down to the limit of what the room can read. */
import type { RevealApi } from 'reveal.js';
import { onDeck } from './events.js';
import { isForPrint } from './print.js';

/** The smallest type that the last row reads, in slide pixels; the same on a telephone, whose slide is narrower. */
const READABLE = 22;
/** Seven halvings find a size to within one percent. */
const HALVINGS = 7;
/** A line of large type hangs over its box, and edges are rounded. In slide pixels. */
const SLACK = 2;

/** The part of a slide's words that is still beyond its edges, in slide pixels. */
export interface Excess {
  right: number;
  below: number;
}

const TEXT = ':scope > :is(h1, h2, h3, h4, p, ul, ol, pre, table, blockquote, dl)';
const HEADLINE = ':scope > :is(h1, h2)';

/** Sets the type of a slide, from the sizes of the style sheets down, and returns what does not fit in the smallest type. */
export function fitSlide(section: HTMLElement): Excess {
  const blocks = [...section.querySelectorAll<HTMLElement>(TEXT)].filter(isInFlow);
  for (const block of blocks) block.style.removeProperty('font-size');
  for (const headline of section.querySelectorAll<HTMLElement>(HEADLINE)) fitWidth(headline);
  const sizes = blocks.map((block) => Number.parseFloat(getComputedStyle(block).fontSize));
  if (!isBeyond(excessOf(section, blocks))) return { right: 0, below: 0 };
  const setAll = (share: number): Excess => {
    blocks.forEach((block, at) => {
      const size = sizes[at] as number;
      block.style.fontSize = `${Math.min(size, Math.max(READABLE, size * share))}px`;
    });
    return excessOf(section, blocks);
  };
  let [fits, tooLarge] = [0, 1];
  const least = setAll(fits);
  if (isBeyond(least)) return least;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (fits + tooLarge) / 2;
    if (isBeyond(setAll(middle))) tooLarge = middle;
    else fits = middle;
  }
  setAll(fits);
  return { right: 0, below: 0 };
}

/** A headline does not break within a word: its longest one says how large it may be. */
function fitWidth(headline: HTMLElement): void {
  const isClimbing = getComputedStyle(headline).writingMode !== 'horizontal-tb';
  const [has, needs] = isClimbing
    ? [headline.clientHeight, headline.scrollHeight]
    : [headline.clientWidth, headline.scrollWidth];
  if (needs <= has + SLACK) return;
  const size = Number.parseFloat(getComputedStyle(headline).fontSize);
  headline.style.fontSize = `${Math.max(READABLE, Math.floor((size * has) / needs))}px`;
}

const isInFlow = (block: HTMLElement): boolean => getComputedStyle(block).position !== 'absolute';

const isBeyond = ({ right, below }: Excess): boolean => right > SLACK || below > SLACK;

/** In the slide's own pixels, which no scale of the deck changes. */
function excessOf(section: HTMLElement, blocks: HTMLElement[]): Excess {
  const style = getComputedStyle(section);
  // The ink of a row is printed a little beside it.
  const misprint = Number.parseFloat(style.getPropertyValue('--misprint'));
  const last = section.clientHeight - Number.parseFloat(style.paddingBottom) / 2;
  const tops = blocks.map((block) => block.offsetTop);
  const bottoms = blocks.map((block) => block.offsetTop + Math.max(block.offsetHeight, block.scrollHeight));
  const above = Math.max(0, ...tops.map((top) => -top));
  return {
    right: Math.max(0, ...blocks.map((block) => block.scrollWidth - block.clientWidth - misprint)),
    below: Math.max(above, 0, ...bottoms.map((bottom) => bottom - last)),
  };
}

/** Whether a slide can be measured now: reveal.js lays out those near the one that is shown. */
const isLaidOut = (section: HTMLElement): boolean => section.clientHeight > 0 && section.dataset.covered === undefined;

/** Fits each slide when it is laid out; `data-excess` tells what of its words does not fit, in slide pixels. */
export function followFit(deck: RevealApi): void {
  const fitted = new WeakMap<HTMLElement, string>();
  const fitAll = (): void => {
    // A slide that is measured in a fallback face moves when the right one comes.
    if (document.fonts.status === 'loading') return;
    const shape = document.documentElement.dataset.shape ?? '';
    for (const section of document.querySelectorAll<HTMLElement>('.slides > section, .pdf-page > section')) {
      const state = `${shape} ${section.dataset.hash ?? ''}`;
      if (!isLaidOut(section) || fitted.get(section) === state) continue;
      fitted.set(section, state);
      const excess = fitSlide(section);
      section.dataset.excess = isBeyond(excess) ? `${Math.ceil(excess.right)} ${Math.ceil(excess.below)}` : '';
    }
  };
  document.fonts.addEventListener('loadingdone', () => {
    for (const section of document.querySelectorAll<HTMLElement>('.slides > section')) fitted.delete(section);
    fitAll();
  });
  for (const name of ['slidechanged', 'resize', 'sync'] as const) onDeck(deck, name, fitAll);
  if (isForPrint) deck.on('pdf-ready', fitAll);
  void document.fonts.ready.then(fitAll);
}
