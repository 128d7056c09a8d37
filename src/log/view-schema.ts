/** The check of a view that comes from another process; its meaning is told beside the reducer that makes it. */
import * as v from 'valibot';
import { ConditionSchema, TreeNodeSchema } from './events.js';
import type { LifeState, ProcessView } from './process.js';
import type { View } from './reducer.js';

const number = v.number();
const moment = v.nullable(number);
const LifeStateSchema: v.GenericSchema<LifeState> = v.picklist(['waiting', 'booting', 'up', 'frozen', 'down', 'off']);

const ProcessSchema: v.GenericSchema<ProcessView> = v.object({
  id: v.string(),
  parent: v.nullable(v.string()),
  state: LifeStateSchema,
  pid: moment,
  lives: number,
  startedAt: moment,
  outageAt: moment,
  fault: v.nullable(v.object({ name: v.string(), at: number })),
  lastExit: v.nullable(
    v.object({
      code: v.nullable(number),
      signal: v.nullable(v.string()),
      uptimeMs: number,
      at: number,
      expected: v.boolean(),
    }),
  ),
  metrics: v.record(v.string(), number),
  heardAt: moment,
  beats: v.array(number),
  history: v.array(
    v.object({
      at: number,
      state: LifeStateSchema,
      asked: v.optional(v.boolean()),
      outageMs: v.optional(number),
    }),
  ),
  upMs: number,
  upSince: moment,
  firstReadyAt: moment,
});

export const ViewSchema: v.GenericSchema<View> = v.object({
  demo: v.nullable(v.string()),
  tree: v.array(TreeNodeSchema),
  processes: v.record(v.string(), ProcessSchema),
  running: v.boolean(),
  recorded: v.nullable(v.string()),
  kills: number,
  recoveries: v.array(number),
  earlier: v.object({ kills: number, recoveries: v.array(number) }),
  played: v.array(v.string()),
  restarts: v.array(v.object({ at: number, supervisor: v.string(), cause: v.string(), chosen: v.array(v.string()) })),
  notes: v.array(v.object({ at: number, text: v.string() })),
  gaveUp: v.nullable(v.string()),
  verdict: v.nullable(
    v.object({ passed: v.boolean(), expected: v.string(), seen: v.string(), failed: v.array(ConditionSchema) }),
  ),
  outcome: v.nullable(v.object({ held: v.boolean(), says: v.string(), failed: v.array(ConditionSchema), at: number })),
  leftover: v.nullable(number),
  at: number,
  sceneAt: number,
  next: v.pipe(number, v.integer(), v.minValue(0)),
});
