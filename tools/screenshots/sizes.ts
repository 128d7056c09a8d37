/** The sizes of the screens on which the talk is seen. */
import type { BrowserContextOptions } from 'playwright-core';

export interface Size {
  width: number;
  height: number;
}

/** One kind of screen: its sizes differ in nothing but size, so that one page is shown at all of them. */
export interface Device {
  sizes: Size[];
  context: BrowserContextOptions;
}

export const STAGE: Device = {
  sizes: [
    { width: 1280, height: 720 },
    { width: 1920, height: 1080 },
    { width: 3840, height: 2160 },
  ],
  context: {},
};

export const PHONE: Device = {
  sizes: [{ width: 390, height: 844 }],
  context: { hasTouch: true, isMobile: true },
};

/** A learner's laptop. */
export const DESK: Device = { sizes: [{ width: 1440, height: 900 }], context: {} };

/** In cells. */
export const TERMINALS: Size[] = [
  { width: 80, height: 24 },
  { width: 120, height: 40 },
];

export const nameOf = ({ width, height }: Size) => `${width}x${height}`;
