import v8 from 'node:v8';

/**
 * A WebAssembly module that stores 42 at address 0x7ffffff0 of its one page of memory:
 * (module (memory 1) (func (export "f") (i32.store (i32.const 0x7ffffff0) (i32.const 42))))
 */
const WILD_STORE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00],
  ...[0x05, 0x03, 0x01, 0x00, 0x01, 0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00, 0x0a, 0x0f, 0x01, 0x0d, 0x00, 0x41],
  ...[0xf0, 0xff, 0xff, 0xff, 0x07, 0x41, 0x2a, 0x36, 0x02, 0x00, 0x0b],
);

/** Native code that writes where it has no memory: compiled without bounds checks, as C is. The kernel does the rest. */
function segfault(): void {
  v8.setFlagsFromString('--no-wasm-bounds-checks');
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(WILD_STORE));
  (exports.f as () => void)();
}

function outOfMemory(): void {
  const kept: unknown[] = [];
  for (;;) kept.push(new Array(10_000).fill({ grandmother: true }));
}

/** What may go wrong inside one call. Whom it hurts depends on what the call shares with the others. */
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
