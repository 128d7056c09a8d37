/** Steps of the talk, one after the other: whoever presses faster than processes boot loses none of them. */
export class Steps {
  private turn: Promise<unknown> = Promise.resolve();

  /** Takes `step`, which tells by itself what goes wrong, when all before it are over. */
  add(step: () => Promise<unknown>): void {
    this.turn = this.turn.then(step).catch(() => {});
  }
}
