/** How many small things are told in few numbers. A number holds so many tiles, each a digit of this base: together they stay a whole number. */
export const TILES_A_NUMBER = 25;
export const TILE_STATES = 4;
