/** Primary and standby hear of each other at each beat; who was not heard for some beats is taken for lost. */
export const BEAT_MS = 200;
export const SILENT_BEATS = 10;
