import * as v from 'valibot';
import { ROLES } from '../protocol/messages.js';

/** The configuration that the root passes to a gateway in its environment: enough to go on where the one before was killed. */
const ConfigSchema = v.strictObject({
  /** When the root began, as `Date.now()` tells. */
  began: v.number(),
  port: v.pipe(v.number(), v.integer()),
  /** Names by which this server may be called, with port. */
  hosts: v.array(v.string()),
  tokens: v.record(v.picklist(ROLES), v.string()),
  /** Signs tickets; the same for all gateways of one run. */
  secret: v.string(),
  /** The folder of the unix sockets of the stages. */
  folder: v.string(),
  /** Where the built pages are, or null to build them on the fly. */
  pages: v.nullable(v.string()),
});
export type Config = v.InferOutput<typeof ConfigSchema>;

const CONFIG_VARIABLE = 'REBOOT_CAMP_GATEWAY';

export const readConfig = (): Config => v.parse(ConfigSchema, JSON.parse(process.env[CONFIG_VARIABLE] ?? 'null'));
