import { it } from 'vitest';
import { expectFailure, WRONG_PROGRAMS } from '../helpers/wrong-programs.js';

it.concurrent.each(WRONG_PROGRAMS.filter(({ isQuick = false }) => isQuick))(
  'the script of $demo fails if $how',
  { timeout: 120_000 },
  expectFailure,
);
