// What every session of a notebook has, wherever it keeps the answers: who wants to hear how saving
// goes, and which answers are kept.

export class Watched {
  constructor(context) {
    this.context = context;
    this.listeners = new Set();
    this.state = { state: "idle" };
    this.version = 0; // of the answers in the notebook
    this.kept = 0; // the last version that is where answers are kept
  }

  /** Call `listener({ state, at, reason, kept })` now and at every change, of the answers too. */
  watch(listener) {
    this.listeners.add(listener);
    this.tell(listener);
    return () => this.listeners.delete(listener);
  }

  tell(one) {
    (one ? [one] : Array.from(this.listeners)).forEach((listener) => listener({ ...this.state, kept: this.kept }));
  }

  report(state) {
    this.state = state;
    this.tell();
  }

  /** The notebook as it stands, to hand in under a name of its own. */
  notebook() {
    return this.context.model.toJSON();
  }
}
