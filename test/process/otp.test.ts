/**
 * OTP's own supervisor is asked, and ours has to do what it does. The random scripts differ at each run; OTP_SEED=n plays
 * those of a certain run again, OTP_SCRIPTS=n plays more of them, OTP_ROUNDS=n goes on with the seeds that follow.
 */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { realThing } from '../helpers/real-thing.js';
import { cases } from '../otp/cases/index.js';
import { type Command, comparable, sideBySide } from '../otp/commands.js';
import { Oracle } from '../otp/oracle.js';
import { playOurs } from '../otp/ours.js';
import { scripts } from '../otp/scripts.js';

const SCRIPTS = Number(process.env.OTP_SCRIPTS ?? 1000);
const SEED = Number(process.env.OTP_SEED ?? Date.now() % 2 ** 31);
const ROUNDS = Number(process.env.OTP_ROUNDS ?? 1);
const SEEDS = Array.from({ length: ROUNDS }, (_, round) => SEED + round);
/** Twenty times what a script takes on an idle machine, in ms. */
const PATIENCE_PER_SCRIPT_MS = 20;
/** Smaller scripts that are tried once a difference is found; most differences need a few hundred. */
const SHRINK_TRIES = 2000;

describe.skipIf(!realThing('erl', 'erlang-base'))('beside the supervisor of OTP', () => {
  let oracle: Oracle;
  beforeAll(() => {
    oracle = new Oracle();
  });
  afterAll(() => oracle.close());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** The answers of both, side by side, when they differ. */
  async function difference(script: Command[]): Promise<string | null> {
    const answers = await Promise.all([oracle.play(script), playOurs(script)]);
    const [theirs = [], ours = []] = answers.map((lines) => lines.map(comparable));
    return theirs.join('\n') === ours.join('\n') ? null : sideBySide(script, theirs, ours);
  }

  it.each(Object.entries(cases))('ours answers as OTP does: %s', async (_, script) => {
    const differs = await difference(script);
    if (differs) expect.fail(`\n${differs}`);
  });

  const patience = 60_000 + SCRIPTS * PATIENCE_PER_SCRIPT_MS;
  it.each(SEEDS)(
    `ours answers ${SCRIPTS} random scripts as OTP does, OTP_SEED=%i`,
    { timeout: patience },
    async (seed) => {
      let tries = 0;
      const agree = fc.asyncProperty(scripts, async (script) => {
        if (tries > SHRINK_TRIES) return true;
        const agrees = (await difference(script)) === null;
        if (!agrees || tries > 0) tries += 1;
        return agrees;
      });
      const { counterexample } = await fc.check(agree, { numRuns: SCRIPTS, seed });
      if (counterexample) expect.fail(`OTP_SEED=${seed}:\n${await difference(counterexample[0])}`);
    },
  );
});
