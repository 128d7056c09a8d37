import { formatProblem, type Problem } from '../deck/index.js';

export const listProblems = (what: string, problems: Problem[]): string =>
  `The ${what} have mistakes:\n${problems.map(formatProblem).join('\n')}`;
