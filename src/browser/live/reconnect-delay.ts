/** A gateway is reborn within a fifth of a second, so the first tries come quickly; then patience, with chance in it. */
const FIRST_MS = 40;
const LONGEST_MS = 8000;

/** A reader who opens the right address beside this page lets this page in too, because the two have their cookies in common. */
const REFUSED_MS = 2000;

/** How long to wait after a refusal with a reason, in ms: many pages may have been refused at one moment. `chance`: 0 to 1. */
export const refusedDelay = (chance: number) => REFUSED_MS * (1 + chance);

/** How long to wait before try number `attempt` (from 0), in ms. `chance`: 0 to 1; pages that wait in step come in step. */
export const retryDelay = (attempt: number, chance: number) =>
  Math.min(LONGEST_MS, FIRST_MS * 1.5 ** attempt) * (0.5 + chance / 2);
