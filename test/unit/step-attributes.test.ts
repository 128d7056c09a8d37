import { expect, it } from 'vitest';
import { type BareStep, stepAttributes, stepOf } from '../../src/deck/step-attributes.js';
import { PLAIN_STEPS } from '../../src/deck/types.js';

const STEPS: BareStep[] = [...PLAIN_STEPS.map((plain) => ({ do: plain })), { do: 'fault', name: 'kill', id: 'line-2' }];

/** As a page has them in the `dataset` of an element. */
const read = (attributes: string) =>
  Object.fromEntries([...attributes.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));

it.each(STEPS)('the page reads the step %j from the attributes that the build wrote', (step) => {
  expect(stepOf(read(stepAttributes(step)))).toEqual(step);
});

it('a name with a quotation mark stays within its attribute', () => {
  expect(stepAttributes({ do: 'fault', name: '"kill', id: 'a"b' })).toBe(
    'data-do="fault" data-fault="&quot;kill" data-process="a&quot;b"',
  );
});

it.each([{}, { do: 'dance' }, { do: 'fault' }, { do: 'fault', fault: 'kill' }, { do: 'fault', process: 'line-2' }])(
  'the element with the attributes %j plays no step',
  (attributes) => {
    expect(stepOf(attributes)).toBe(null);
  },
);
