import { formatProblem, type Problem } from '../deck/index.js';

/** All mistakes, by the part of the talk that has them; empty when there are none. */
export const listAll = (parts: Record<string, Problem[]>): string =>
  Object.entries(parts)
    .flatMap(([what, problems]) => (problems.length > 0 ? [listProblems(what, problems)] : []))
    .join('\n');

export const listProblems = (what: string, problems: Problem[]): string =>
  `The ${what} have mistakes:\n${problems.map(formatProblem).join('\n')}`;
