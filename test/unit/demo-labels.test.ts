import { expect, it } from 'vitest';
import { demoNamed, demoNames } from '../helpers/demos.js';

const lettersOf = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');

// A lesson names a fault by its name, and its reader looks for that word on the buttons.
it.each(demoNames)('each button for a fault of %s bears the name by which a lesson calls the fault', async (name) => {
  const { faults } = await demoNamed(name);
  const other = Object.entries(faults).filter(([fault, { label }]) => !lettersOf(label).includes(lettersOf(fault)));
  expect(other).toEqual([]);
});
