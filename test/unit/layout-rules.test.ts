import { describe, expect, it } from 'vitest';
import type { Box, SlideDescription, Text } from '../../src/measure/description.js';
import type { Rect } from '../../src/measure/rect.js';
import { wordsAreLargeEnough, wrongsOf } from '../../src/measure/rules.js';

const at = (left: number, top: number, width: number, height: number): Rect => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const SLIDE = at(0, 0, 1280, 720);

/** A headline as it should be. */
const headline: Text = {
  where: 'h2',
  words: 'Fail Fast',
  ink: [at(64, 50, 160, 80), at(240, 50, 160, 80)],
  size: 104,
  colour: [0, 0, 0],
  home: at(64, 44, 1152, 94),
  window: SLIDE,
  within: [],
  isSmallPrint: false,
  isCutOnPurpose: false,
};
const row: Text = {
  ...headline,
  where: 'li',
  words: 'Avoid',
  ink: [at(64, 180, 300, 60)],
  home: at(64, 170, 1152, 90),
};
const button: Box = { where: 'button', rect: at(1000, 300, 120, 40), window: SLIDE, within: [0] };

const slide = (texts: Text[], boxes: Box[] = [], pixel = 1): SlideDescription => ({ name: 'Bad', pixel, texts, boxes });

describe('a slide', () => {
  it('that is as it should be has nothing wrong with it', () => {
    const label: Text = { ...row, words: 'kill', ink: [at(1010, 310, 40, 20)], home: button.rect, within: [0] };
    expect(wrongsOf(slide([headline, row, label], [button]))).toEqual([]);
  });

  it('that cuts words off, says how much of them', () => {
    const wide = { ...headline, ink: [at(64, 50, 1230, 80)], home: SLIDE };
    expect(wrongsOf(slide([{ ...wide, home: at(0, 0, 1300, 720) }]))).toEqual([
      'Bad: “Fail Fast” (h2) is cut off by 14 px',
    ]);
  });

  it('a slide may cut off what is cut off on purpose, and what nobody sees', () => {
    const wide = { ...headline, ink: [at(64, 50, 1230, 80)] };
    expect(wrongsOf(slide([{ ...wide, isCutOnPurpose: true }]))).toEqual([]);
    expect(wrongsOf(slide([{ ...headline, ink: [at(64, 50, 1217, 80)], home: SLIDE }]))).toEqual([]);
  });

  it('whose words leave their box, says so, but not of the letters that hang over their line', () => {
    expect(wrongsOf(slide([{ ...row, ink: [at(64, 166, 300, 60)] }]))).toEqual([]);
    expect(wrongsOf(slide([{ ...row, ink: [at(64, 180, 300, 100)] }]))).toEqual([
      'Bad: “Avoid” (li) leaves its box by 20 px',
    ]);
  });

  it('that prints words over words names both', () => {
    const over = { ...row, ink: [at(300, 120, 300, 60)], home: SLIDE };
    expect(wrongsOf(slide([headline, over]))).toEqual(['Bad: “Fail Fast” (h2) and “Avoid” (li) overlap by 10 px']);
  });

  it('a slide does not count words that are cut off before they reach the others', () => {
    const long = { ...row, ink: [at(64, 60, 300, 60)], window: at(0, 0, 60, 720), isCutOnPurpose: true, home: SLIDE };
    expect(wrongsOf(slide([headline, long]))).toEqual([]);
  });

  it('that prints words over a picture or a button says so', () => {
    const picture: Box = { where: 'img', rect: at(64, 120, 1152, 560), window: SLIDE, within: [0] };
    expect(wrongsOf(slide([headline], [picture]))).toEqual(['Bad: “Fail Fast” (h2) and img overlap by 10 px']);
  });

  it('whose buttons overlap or leave the slide says so', () => {
    const other = { ...button, where: 'button.reset', rect: at(1100, 320, 200, 40), within: [1] };
    expect(wrongsOf(slide([], [button, other]))).toEqual([
      'Bad: button.reset is cut off by 20 px',
      'Bad: button and button.reset overlap by 20 px',
    ]);
  });

  it('a slide may have a button in a button’s own pane', () => {
    const pane: Box = { where: 'pane', rect: at(900, 200, 300, 300), window: SLIDE, within: [0] };
    expect(wrongsOf(slide([], [pane, { ...button, within: [0, 1] }]))).toEqual([]);
  });

  it('a slide is judged less exactly where a pixel of the screen is many of its own', () => {
    const over = { ...row, ink: [at(300, 125, 300, 60)], home: SLIDE };
    expect(wrongsOf(slide([headline, over], [], 3.3))).toEqual([]);
    expect(wrongsOf(slide([headline, over]))).toHaveLength(1);
  });

  it('a slide has no letters below 16 px, and none below 22 but small print', () => {
    const sizes = (size: number, isSmallPrint: boolean) =>
      wrongsOf(slide([{ ...row, size, isSmallPrint }]), [wordsAreLargeEnough]);
    expect(sizes(22, false)).toEqual([]);
    expect(sizes(16, true)).toEqual([]);
    expect(sizes(21, false)).toEqual(['Bad: “Avoid” (li) is 21.0 px; at least 22 are needed']);
    expect(sizes(15.5, true)).toEqual(['Bad: “Avoid” (li) is 15.5 px; at least 16 are needed']);
  });
});
