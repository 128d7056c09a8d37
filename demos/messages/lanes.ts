import { http } from './http.js';
import type { Lane } from './lane.js';
import { pipe } from './pipe.js';
import { tcp, unix } from './sockets.js';
import { stdio } from './stdio.js';
import { zeromq } from './zeromq.js';

export const LANES: Record<string, Lane> = { stdio, pipe, unix, tcp, http, zeromq };
