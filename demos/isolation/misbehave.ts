import { segfault } from '../common/segfault.js';

function outOfMemory(): void {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(10_000).fill({ grandmother: true }));
}

/** The faults inside one call. Whom a fault hurts depends on what the call shares with the others. */
const faults: Record<string, () => void> = {
  throw: () => {
    throw new TypeError('grandmother is not a function');
  },
  exit: () => process.exit(1),
  memory: outOfMemory,
  abort: () => process.abort(),
  segfault,
  spin: () => {
    for (;;);
  },
};

/** Does what `{type: 'fault', name}` asks for; anything else is not for us. */
export function misbehave(message: unknown): void {
  const { type, name } = (message ?? {}) as { type?: string; name?: string };
  if (type === 'fault' && name) faults[name]?.();
}
