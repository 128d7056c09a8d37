/** One oven, and one at a time: who has taken it gives it back. */
export class Oven {
  private free = Promise.resolve();

  /** Resolves when it is your turn, with the function that ends it. */
  async take(): Promise<() => void> {
    const before = this.free;
    let giveBack = () => {};
    this.free = new Promise((resolve) => {
      giveBack = resolve;
    });
    await before;
    return giveBack;
  }
}
