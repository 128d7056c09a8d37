/** A tree as a flat list of services: all that an init system can be told of it. */
import { type ChildSpec, isProcess, type ProcessStart, type Restart, type Shutdown } from '../supervisor/index.js';
import { type SupervisorSpec, withDefaults, withFlagDefaults } from '../supervisor/spec.js';

export interface Service {
  id: string;
  start: ProcessStart;
  restart: Restart;
  shutdown: Shutdown;
  /** No sooner than this after its last start, in ms. */
  backoff: number;
  /** In bytes; 0: as it likes. */
  memoryMax: number;
  /** The intensity of the supervisor right above it: so many restarts in so many ms. */
  intensity: number;
  period: number;
  /** The supervisors above it, the nearest last. */
  above: string[];
  /** Services that start before it. */
  after: string[];
  /** Services that take it along when they are started again. */
  boundTo: string[];
}

interface Place {
  above: string[];
  after: string[];
  boundTo: string[];
}

/** All services below `spec`, in start order. `name`: of the supervisor at the top. */
export const servicesOf = (name: string, spec: SupervisorSpec): Service[] =>
  below(spec, { above: [name], after: [], boundTo: [] });

function below(spec: SupervisorSpec, place: Place): Service[] {
  const { strategy } = withFlagDefaults(spec);
  return spec.children.flatMap((child, at) => {
    const earlier = spec.children.slice(0, at).flatMap(idsIn);
    const others = spec.children.filter((other) => other !== child).flatMap(idsIn);
    const bound = strategy === 'one_for_all' ? others : strategy === 'rest_for_one' ? earlier : [];
    const here = { ...place, after: [...place.after, ...earlier], boundTo: [...place.boundTo, ...bound] };
    const { start } = child;
    return isProcess(start)
      ? [serviceOf(child, start, spec, here)]
      : below(start, { ...here, above: [...here.above, child.id] });
  });
}

function serviceOf(spec: ChildSpec, start: ProcessStart, parent: SupervisorSpec, place: Place): Service {
  const { id, restart, shutdown, backoff, memoryMax } = withDefaults(spec);
  const { intensity, period } = withFlagDefaults(parent);
  return { id, start, restart, shutdown, backoff, memoryMax, intensity, period, ...place };
}

const idsIn = ({ id, start }: ChildSpec): string[] => (isProcess(start) ? [id] : start.children.flatMap(idsIn));
