/**
 * OTP's own supervisor is asked; what it does, ours has to do. The random scripts are other ones each time; OTP_SEED=n
 * plays those of a certain run again, OTP_SCRIPTS=n plays more.
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

  /** What both answered, side by side, when they differ. */
  async function difference(script: Command[]): Promise<string | null> {
    const answers = await Promise.all([oracle.play(script), playOurs(script)]);
    const [theirs = [], ours = []] = answers.map((lines) => lines.map(comparable));
    return theirs.join('\n') === ours.join('\n') ? null : sideBySide(script, theirs, ours);
  }

  it.each(Object.entries(cases))('%s', async (_, script) => {
    const differs = await difference(script);
    if (differs) expect.fail(`\n${differs}`);
  });

  it(`${SCRIPTS} random scripts, OTP_SEED=${SEED}`, async () => {
    const agree = fc.asyncProperty(scripts, async (script) => (await difference(script)) === null);
    const { counterexample } = await fc.check(agree, { numRuns: SCRIPTS, seed: SEED });
    if (counterexample) expect.fail(`OTP_SEED=${SEED}:\n${await difference(counterexample[0])}`);
  });
});
