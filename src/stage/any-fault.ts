import { randomInt } from 'node:crypto';
import { type Demo, faultsOf } from '../demo/demo.js';
import type { View } from '../log/view.js';
import type { Command } from '../protocol/messages.js';
import { Refusal } from './refusal.js';

/** The command for the fault `name` at one of the processes that run and have it. Throws a `Refusal` when there is none. */
export function anyFault(demo: Demo, view: View, name: string, draw = randomInt): Command {
  const able = Object.values(view.processes).filter(({ id, pid }) => pid !== null && faultsOf(demo, id).includes(name));
  const one = able[draw(Math.max(1, able.length))];
  if (!one) throw new Refusal('All of them are away right now. Wait until one is back.');
  return { do: 'fault', id: one.id, name };
}
