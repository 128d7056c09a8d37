/** The sizes of slides. */
export interface Size {
  width: number;
  height: number;
}

/** The size of a slide in its own pixels, on a projector. */
export const LANDSCAPE: Size = { width: 1280, height: 720 };
/** So wide that the letters that the room has to read are as large on a telephone as a page's own are. */
const PORTRAIT_WIDTH = 540;
/** How many times as high as wide a window is that is upright; and a slide, which fills the window within these bounds. */
const UPRIGHT = 1.25;
const SHAPES = { least: 1.9, most: 2.2 };

export function slideSize(window: Size): Size {
  const shape = window.height / window.width;
  if (shape < UPRIGHT) return LANDSCAPE;
  const height = PORTRAIT_WIDTH * Math.min(Math.max(shape, SHAPES.least), SHAPES.most);
  return { width: PORTRAIT_WIDTH, height: Math.round(height) };
}

export const isPortrait = ({ width }: Size): boolean => width === PORTRAIT_WIDTH;
