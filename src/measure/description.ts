/** The measurements of a slide: all that the rules need, in slide pixels from the slide's corner. */
import type { Rect } from './rect.js';

export type Colour = readonly [red: number, green: number, blue: number];

/** The words of one element. */
export interface Text {
  /** As a selector would find it. */
  where: string;
  words: string;
  /** The rectangle of each word, from its highest to its lowest dot. */
  ink: Rect[];
  size: number;
  colour: Colour;
  /** The box that it stands in. */
  home: Rect;
  /** The part that can be seen: everything that cuts the text off leaves this. */
  window: Rect;
  /** Boxes, by number, that hold it. */
  within: number[];
  isSmallPrint: boolean;
  isCutOnPurpose: boolean;
}

/** A box that no words may be printed over. */
export interface Box {
  where: string;
  rect: Rect;
  /** The part that can be seen. */
  window: Rect;
  /** Boxes, by number, that hold it; itself among them. */
  within: number[];
}

export interface SlideDescription {
  name: string;
  /** One pixel of the screen, in slide pixels. */
  pixel: number;
  texts: Text[];
  boxes: Box[];
}
