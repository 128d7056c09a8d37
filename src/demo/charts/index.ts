/** Pictures of numbers that processes tell of themselves. Pure: what they show is read off the view. */
import type { Bars } from './bars.js';
import type { Tiles } from './tiles.js';
import type { Track } from './track.js';
import type { Wedge } from './wedge.js';

export type Chart = Bars | Track | Tiles | Wedge;
