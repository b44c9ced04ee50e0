// A change of who learns: the answers on the device go along, none is left behind or written over.

import { drop, handOver } from "./device.js";
import { parseDraft } from "./store.js";

/** Make `learner` the current one; what nobody, or the learner before, answered becomes theirs. */
export function become({ store, drafts }, learner) {
  const all = Array.from(drafts.values());
  all.forEach((draft) => draft.flush());
  // Stored as it stands under a key that is free, a draft moves as it is; these need a closer look.
  const mixed = ({ exercise, unsaved }) => unsaved.size || store.read(exercise, learner);
  const mine = all.filter((draft) => draft.models.size && !draft.stale && mixed(draft));
  const before = mine.map((draft) => store.key(draft.exercise));
  const moves = store.key("") !== store.key("", learner);
  if (!handOver(store, learner, mine.map((draft) => draft.exercise))) return;
  if (moves) mine.forEach((draft, at) => join(draft, before[at]));
  all.forEach((draft) => (draft.models.size ? draft.tell() : draft.load()));
}

/** Go on under the new learner's key; what the page shows goes before what lies there. */
function join(draft, old) {
  draft.text = draft.store.read(draft.exercise);
  const { draft: there } = parseDraft(draft.text);
  for (const id of Object.keys(draft.held.responses)) {
    delete there.checked[id];
    delete there.revealed[id];
  }
  for (const part of ["responses", "checked", "revealed"]) {
    draft.held[part] = { ...there[part], ...draft.held[part] };
  }
  if (!Object.keys(draft.held.responses).length) return;
  draft.settle();
  draft.models.forEach((model) => draft.unsaved.add(model));
  draft.write();
  if (!draft.failed) drop(old);
}
