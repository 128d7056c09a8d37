/** The seed of the processes of the demo; the copy in which they run has another number here for each run. */
export const SEED: number = 1;
