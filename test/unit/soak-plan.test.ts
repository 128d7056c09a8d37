import { describe, expect, it } from 'vitest';
import { type Fault, faultsOf, kindOf, partAt, WORKERS } from '../../tools/soak/plan.js';

const first = (victim: string, seed: number, count = 500): Fault[] => {
  const faults = faultsOf(victim, seed);
  return Array.from({ length: count }, () => faults.next().value);
};
const VICTIMS = ['gateway', 'stage', ...WORKERS];

describe('the plan of a soak', () => {
  it('the plan of a soak is a function of its seed', () => {
    for (const victim of VICTIMS) expect(first(victim, 7)).toEqual(first(victim, 7));
    expect(first('line-1', 7)).not.toEqual(first('line-1', 8));
  });

  it('the plan of a soak is another one for each victim', () => {
    const plans = VICTIMS.map((victim) => JSON.stringify(first(victim, 7)));
    expect(new Set(plans).size).toBe(VICTIMS.length);
  });

  it('the plan of a soak has every signal for everybody', () => {
    for (const victim of VICTIMS) {
      const what = new Set(first(victim, 7).map((fault) => fault.what));
      expect([...what], victim).toEqual(expect.arrayContaining(['SIGKILL', 'SIGTERM', 'SIGSTOP']));
    }
  });

  it('the plan of a soak asks of nobody what it cannot do: a demo has no say in the app, a thread does not end its process', () => {
    for (const victim of ['gateway', 'stage']) {
      const others = first(victim, 7).filter(({ what }) => !what.startsWith('SIG') && what !== 'reset');
      expect(others).toEqual([]);
    }
    const ofThreads = first('threads', 7).filter(({ what }) => ['throw', 'exit', 'abort'].includes(what));
    expect(ofThreads.length).toBeGreaterThan(0);
    expect(ofThreads.every(({ after }) => after === 'SIGKILL')).toBe(true);
  });

  it('the plan of a soak leaves nobody stopped for ever, nor longer than a watchdog would allow', () => {
    for (const victim of VICTIMS) {
      for (const { what, after, pauseMs } of first(victim, 7)) {
        if (['SIGSTOP', 'freeze', 'spin'].includes(what)) expect(after).not.toBeNull();
        expect(pauseMs).toBeLessThan(1000);
      }
    }
  });

  it('the plan of a soak spares nobody at first, then the stage', () => {
    expect([0, 0.24, 0.25, 0.99].map(partAt)).toEqual(['everything', 'everything', 'workers', 'workers']);
    expect(kindOf('line-11')).toBe('line');
    expect(kindOf('threads')).toBe('threads');
  });
});
