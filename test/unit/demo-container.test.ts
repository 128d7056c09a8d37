import { describe, expect, it } from 'vitest';
import { type Evidence, holds, inForce, LIMITS, told } from '../../demos/container/limits.js';

const NOTHING: Evidence = {
  pidsMax: ['max\n', 'max\n'],
  memoryMax: ['9223372036854771712\n'],
  limits: 'Max processes             96364                96364                processes\n',
  user: 1000,
};
const evidence = (more: Partial<Evidence>) => inForce({ ...NOTHING, ...more });
const PROCESSES = String(LIMITS.processes);
const BYTES = String(LIMITS.bytes);
const DATA = String(LIMITS.data);

describe('the walls of the container', () => {
  it('the walls of the container do not stand when the kernel says nothing of them', () => {
    expect(holds(evidence({}))).toBe(false);
    expect(holds(evidence({ pidsMax: [], memoryMax: [], limits: '' }))).toBe(false);
  });
  it('the walls of the container stand when a control group has both, be it one further out', () => {
    expect(holds(evidence({ pidsMax: ['max', PROCESSES], memoryMax: [BYTES] }))).toBe(true);
    expect(holds(evidence({ pidsMax: [PROCESSES] }))).toBe(false);
    expect(holds(evidence({ memoryMax: [BYTES] }))).toBe(false);
  });
  it('the walls of the container stand by limits of the process itself, unless it is root’s, whose processes are not counted', () => {
    const limits = `Max data size  ${DATA}  ${DATA}  bytes\nMax processes  ${PROCESSES}  ${PROCESSES}  processes\n`;
    expect(holds(evidence({ limits }))).toBe(true);
    expect(holds(evidence({ limits, user: 0 }))).toBe(false);
  });
  it('the walls of the container are told in plain numbers', () => {
    expect(told(evidence({ pidsMax: [PROCESSES], memoryMax: [BYTES] }))).toBe('64 processes, 256 MB');
    expect(told({ processes: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY })).toBe(
      'no limit of processes, no limit of memory',
    );
  });
});
