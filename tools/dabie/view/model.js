// A model as anywidget's front-end modules expect it, backed by a Map. It knows no page and no storage.

/** Holds the state of one item; `saved` is called when the view asks to keep its changes. */
export class Model {
  constructor(values, saved) {
    this.values = new Map(Object.entries(values));
    this.listeners = new Map();
    this.saved = saved;
  }

  get(name) {
    return this.values.get(name);
  }

  /** Set one value and tell who listens to `change:<name>` and `change`. */
  set(name, value) {
    this.assign({ [name]: value });
  }

  /** Set several values first, then tell: nobody sees them half done. */
  assign(values) {
    const changed = Object.keys(values).filter((name) => values[name] !== this.values.get(name));
    for (const name of changed) this.values.set(name, values[name]);
    for (const name of changed) this.emit(`change:${name}`, values[name]);
    if (changed.length) this.emit("change");
  }

  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(listener);
  }

  off(event, listener) {
    if (!event) this.listeners.clear();
    else if (!listener) this.listeners.delete(event);
    else if (this.listeners.has(event)) this.listeners.get(event).delete(listener);
  }

  save_changes() {
    this.saved();
  }

  emit(event, value) {
    for (const listener of Array.from(this.listeners.get(event) || [])) {
      // A fault in one listener must not keep another from saving the answer.
      try {
        listener(this, value);
      } catch (error) {
        console.error(error);
      }
    }
  }
}
