/** The parts that had a hand in an answer, such as `cache(price)`: each names itself, and in brackets whom it asked. */
export type Trace = string;

export interface Signs {
  /** Others that have to work, too. */
  dependencies: number;
  /** Questions that wait within each other. */
  nesting: number;
  /** Parts that somebody else needs as well. */
  sharing: number;
  /** Parts that you will not find by reading the programs: they are wired elsewhere. */
  nonObvious: number;
}

const namesIn = (trace: Trace) => new Set(trace.match(/\w+/g));

function depthOf(trace: Trace): number {
  let [depth, deepest] = [1, 1];
  for (const letter of trace) {
    if (letter === '(') depth++;
    if (letter === ')') depth--;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The fifth sign is fear, and cannot be read off anything. */
export function signsOf(trace: Trace, others: Trace[], programs: string[]): Signs {
  const names = [...namesIn(trace)];
  const elsewhere = others.map(namesIn);
  return {
    dependencies: names.length - 1,
    nesting: depthOf(trace),
    sharing: names.filter((name) => elsewhere.some((theirs) => theirs.has(name))).length,
    nonObvious: names.filter((name) => !programs.some((program) => program.includes(name))).length,
  };
}
