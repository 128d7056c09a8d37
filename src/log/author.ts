/** `by` of output that no process has written: of the lines in a terminal that tell of an end and of a restart. */
export const STAGE = 'stage';
