/** Steps of the talk, one after the other, so that no press of the clicker is lost, however slowly processes boot. */
export class Steps {
  private turn: Promise<unknown> = Promise.resolve();

  /** Takes `step`, which tells by itself what goes wrong, when all before it are over. */
  add(step: () => Promise<unknown>): void {
    this.turn = this.turn.then(step).catch(() => {});
  }
}
