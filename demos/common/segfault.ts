import v8 from 'node:v8';

/** The types of Node leave it to those of pages, which no demo has. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: Record<string, unknown> };
};

/**
 * A WebAssembly module that writes 42 into each page of memory, up and up:
 * (module (memory 1) (func (export "f") (local i32)
 *   (loop (i32.store (local.get 0) (i32.const 42)) (local.set 0 (i32.add (local.get 0) (i32.const 4096))) (br 0))))
 * One wild store may, by bad luck, hit memory that belongs to somebody; all of them do not.
 */
const WILD_STORES = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x02, 0x01, 0x00],
  ...[0x05, 0x03, 0x01, 0x00, 0x01, 0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00, 0x0a, 0x1a, 0x01, 0x18, 0x01, 0x01],
  ...[0x7f, 0x03, 0x40, 0x20, 0x00, 0x41, 0x2a, 0x36, 0x02, 0x00, 0x20, 0x00, 0x41, 0x80, 0x20, 0x6a, 0x21, 0x00],
  ...[0x0c, 0x00, 0x0b, 0x0b],
);

/** Native code that writes where it has no memory: compiled without bounds checks, as C is. The kernel does the rest. */
export function segfault(): void {
  v8.setFlagsFromString('--no-wasm-bounds-checks');
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(WILD_STORES));
  (exports.f as () => void)();
}
