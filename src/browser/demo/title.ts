/** A slide's title makes room for the figures beside it: condensed first, as its typeface can be, then smaller. */

const SIZE = 74;
/** As custom properties, in px. */
export const TITLE_MEASURES = { '--title-size': SIZE };
const NARROWEST = 0.75;
/** A number before the words is a box with its own edges, in ems. */
const NUMBER_EDGES = 0.4;

/** How wide the letters are to be, and how large: shares of what they would be. */
export function squeeze(width: number, room: number): { stretch: number; size: number } {
  const share = Math.min(1, room / width);
  const stretch = Math.max(NARROWEST, share);
  return { stretch, size: Math.min(1, share / stretch) };
}

export async function squeezeTitle(title: HTMLElement): Promise<void> {
  // The title has no style before its caller puts it into the page, which happens next.
  await Promise.resolve();
  const { letterSpacing } = getComputedStyle(title);
  const font = `${SIZE}px ${getComputedStyle(title).getPropertyValue('--title')}`;
  await document.fonts.load(font).catch(() => []);
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return;
  Object.assign(context, { font, letterSpacing });
  const edges = title.querySelector('.number') ? NUMBER_EDGES * SIZE : 0;
  const width = context.measureText((title.textContent ?? '').trim().toUpperCase()).width + edges;
  const { stretch, size } = squeeze(width, title.clientWidth);
  title.style.fontStretch = `${stretch * 100}%`;
  title.style.fontSize = `${size * SIZE}px`;
}
