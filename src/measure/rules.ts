/** The rules for every slide: pure functions over its measurements. Each rule returns its mistakes, in words. */
import type { SlideDescription, Text } from './description.js';
import { beyond, cut, overlap, type Rect } from './rect.js';

/** In slide pixels. */
const SMALLEST = 16;
const READABLE = 22;
/** In pixels of a telephone. */
const IN_HAND = { smallest: 11, readable: 15 };
/** Nobody sees less. */
const SLACK = 2;
/** Lines of large type stand so close that their letters hang over them, by this share of their size. */
const OVERHANG = 0.08;

type Rule = (slide: SlideDescription) => string[];

const words = ({ words: said, where }: Text) => `“${said.length > 40 ? `${said.slice(0, 39)}…` : said}” (${where})`;
const px = (length: number) => `${Math.ceil(length)} px`;

/** At sizes where a pixel of the screen is many of the slide, edges are that much less exact. */
const slackOf = ({ pixel }: SlideDescription) => SLACK * Math.max(1, pixel);

/** The visible part of a text, because the part that is cut off covers nothing. */
const seen = ({ ink, window }: Text) => ink.map((one) => cut(one, window));

const deepest = (some: Rect[], others: Rect[]) =>
  Math.max(...some.flatMap((one) => others.map((other) => overlap(one, other))));

function* pairs<Item>(items: Item[]): Generator<[Item, Item]> {
  for (const [at, one] of items.entries()) for (const other of items.slice(at + 1)) yield [one, other];
}

export const wordsAreWhole: Rule = (slide) =>
  slide.texts.flatMap((text) => {
    const lost = Math.max(...text.ink.map((ink) => beyond(ink, text.window)));
    return lost > slackOf(slide) && !text.isCutOnPurpose ? [`${words(text)} is cut off by ${px(lost)}`] : [];
  });

export const boxesAreWhole: Rule = (slide) =>
  slide.boxes.flatMap(({ where, rect, window }) => {
    const lost = beyond(rect, window);
    return lost > slackOf(slide) ? [`${where} is cut off by ${px(lost)}`] : [];
  });

export const wordsStayInTheirBox: Rule = (slide) =>
  slide.texts.flatMap((text) => {
    const out = Math.max(...text.ink.map((ink) => beyond(ink, text.home)));
    const allowed = slackOf(slide) + OVERHANG * text.size;
    return out > allowed && !text.isCutOnPurpose ? [`${words(text)} leaves its box by ${px(out)}`] : [];
  });

export const wordsAreNotPrintedOverWords: Rule = (slide) =>
  [...pairs(slide.texts)].flatMap(([one, other]) => {
    const depth = deepest(seen(one), seen(other));
    return depth > slackOf(slide) ? [`${words(one)} and ${words(other)} overlap by ${px(depth)}`] : [];
  });

export const wordsAreNotPrintedOverBoxes: Rule = (slide) =>
  slide.texts.flatMap((text) =>
    slide.boxes.flatMap((box, at) => {
      if (text.within.includes(at)) return [];
      const depth = deepest(seen(text), [box.rect]);
      return depth > slackOf(slide) ? [`${words(text)} and ${box.where} overlap by ${px(depth)}`] : [];
    }),
  );

export const boxesDoNotOverlap: Rule = (slide) =>
  [...pairs([...slide.boxes.entries()])].flatMap(([[at, one], [other, two]]) => {
    if (two.within.includes(at) || one.within.includes(other)) return [];
    const depth = overlap(one.rect, two.rect);
    return depth > slackOf(slide) ? [`${one.where} and ${two.where} overlap by ${px(depth)}`] : [];
  });

const notSmallerThan = (text: Text, size: number, least: number) =>
  size < least - 0.01 ? [`${words(text)} is ${size.toFixed(1)} px; at least ${least} are needed`] : [];

/** Asked at the design size alone: at the others, everything is larger or smaller by the same factor. */
export const wordsAreLargeEnough: Rule = ({ texts }) =>
  texts.flatMap((text) => notSmallerThan(text, text.size, text.isSmallPrint ? SMALLEST : READABLE));

/** The rule for a device that is held in a hand, in pixels of its screen. */
export const wordsAreLargeEnoughInHand: Rule = ({ texts, pixel }) =>
  texts.flatMap((text) =>
    notSmallerThan(text, text.size / pixel, text.isSmallPrint ? IN_HAND.smallest : IN_HAND.readable),
  );

const AT_EVERY_SIZE: Rule[] = [
  wordsAreWhole,
  boxesAreWhole,
  wordsStayInTheirBox,
  wordsAreNotPrintedOverWords,
  wordsAreNotPrintedOverBoxes,
  boxesDoNotOverlap,
];

/** All that is wrong with a slide, each with the slide's name. */
export function wrongsOf(slide: SlideDescription, rules: Rule[] = AT_EVERY_SIZE): string[] {
  return rules.flatMap((rule) => rule(slide)).map((wrong) => `${slide.name}: ${wrong}`);
}
