/** From styles to the codes of a terminal, in as many colours as it has: the inks of the talk. Pure. */
import type { Colours } from './capabilities.js';
import type { Style, Tone } from './text.js';

type Rgb = readonly [number, number, number];

interface Ink {
  rgb: Rgb;
  /** The nearest of xterm's 256. */
  xterm: number;
}

const PAPER: Ink = { rgb: [0x15, 0x11, 0x0e], xterm: 233 };
const INKS: Readonly<Record<Tone, Ink>> = {
  plain: { rgb: [0xf3, 0xea, 0xd9], xterm: 255 },
  dim: { rgb: [0xa5, 0x9c, 0x8f], xterm: 247 },
  alive: { rgb: [0x37, 0xe2, 0x9a], xterm: 42 },
  wait: { rgb: [0xff, 0xb2, 0x1a], xterm: 214 },
  dead: { rgb: [0xff, 0x5a, 0x3c], xterm: 203 },
};
/** The terminal's own: chosen by its user to be readable. */
const OWN: Readonly<Record<Tone, number | null>> = { plain: null, dim: null, alive: 32, wait: 33, dead: 31 };

interface Codes {
  ink: string;
  paper: string;
  /** 1 bold, 2 dim, or 22 neither. */
  weight: string;
  inverse: boolean;
}

const known = new Map<string, Codes>();

/** There are few, and each is asked for a thousand times a second. */
function codesOf(style: Style, colours: Colours): Codes {
  const { tone = 'plain', bold = false, inverse = false } = style;
  const key = `${colours} ${tone} ${bold} ${inverse}`;
  const codes = known.get(key) ?? newCodes({ tone, bold, inverse }, colours);
  known.set(key, codes);
  return codes;
}

function newCodes({ tone, bold, inverse }: Required<Style>, colours: Colours): Codes {
  const weight = bold ? '1' : '22';
  if (colours === 'any' || colours === '256') {
    const code = ({ rgb, xterm }: Ink) => (colours === 'any' ? `2;${rgb.join(';')}` : `5;${xterm}`);
    const [ink, paper] = inverse ? [PAPER, INKS[tone]] : [INKS[tone], PAPER];
    return { ink: `38;${code(ink)}`, paper: `48;${code(paper)}`, weight, inverse: false };
  }
  const own = colours === '16' ? OWN[tone] : null;
  const isDim = tone === 'dim' && !bold && !inverse;
  return { ink: `${own ?? 39}`, paper: '49', weight: isDim ? '2' : weight, inverse };
}

/** The sequence that changes the style of the text after it; `before` is null when the style before is not known. */
export function restyle(before: Style | null, after: Style, colours: Colours): string {
  const to = codesOf(after, colours);
  const from = before && codesOf(before, colours);
  const changes = from ? [] : ['0'];
  const were = from ?? { ink: '39', paper: '49', weight: '22', inverse: false };
  // Bold and dim have one end, and may be on together.
  if (to.weight !== were.weight && were.weight !== '22') changes.push('22');
  if (to.weight !== were.weight && to.weight !== '22') changes.push(to.weight);
  if (to.inverse !== were.inverse) changes.push(to.inverse ? '7' : '27');
  if (to.ink !== were.ink) changes.push(to.ink);
  if (to.paper !== were.paper) changes.push(to.paper);
  return changes.length === 0 ? '' : `\x1b[${changes.join(';')}m`;
}
