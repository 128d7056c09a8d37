type Stop = () => void;

/** A value for the elements below a host: two hosts on one page give two values. */
export class Context<Value> {
  private readonly values = new WeakMap<Element, Value>();
  private readonly waiting = new Map<Element, (value: Value) => void>();

  /** From now on the elements below `host` have `value`, those that wait for one too. */
  provide(host: Element, value: Value): void {
    this.values.set(host, value);
    for (const [element, start] of this.waiting) {
      if (!host.contains(element)) continue;
      this.waiting.delete(element);
      start(value);
    }
  }

  /**
   * Calls `begin` with the value of the nearest host, now or as soon as there is one. `begin` returns how to end what it
   * began; the result ends that, or the waiting.
   */
  take(element: Element, begin: (value: Value) => Stop): Stop {
    let stop: Stop = () => this.waiting.delete(element);
    const start = (value: Value) => {
      stop = begin(value);
    };
    const value = this.find(element);
    if (value === undefined) this.waiting.set(element, start);
    else start(value);
    return () => stop();
  }

  private find(element: Element | null): Value | undefined {
    return element ? (this.values.get(element) ?? this.find(element.parentElement)) : undefined;
  }
}
