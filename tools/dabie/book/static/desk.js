// A page's side of handing in: whose answers, which file, where an unanswered item stands.

import { handIn } from "../../view/handin.js";
import { submission } from "../../view/submission.js";
import { become } from "./learner.js";
import { notebook } from "./notebook.js";

/** Hand in what a strip's exercise was answered with. */
export function handInFrom(strip, opener) {
  const { draft, meta, page } = strip;
  draft.flush();
  const load = () => {
    draft.load();
    handInFrom(strip, opener);
  };
  const responses = () => {
    const answered = meta.items.filter((id) => draft.response(id) !== undefined);
    return Object.fromEntries(answered.map((id) => [id, draft.response(id)]));
  };
  handIn({
    meta,
    opener,
    learner: draft.store.learner,
    unanswered: meta.items.filter((id) => draft.response(id) === undefined),
    here: (id) => page.places.some((one) => one.exercise === meta.exercise && one.id === id),
    go: (id) => page.go(meta.exercise, id),
    stale: draft.stale ? load : null,
    become: (learner) => become(page, learner),
    submission: (learner, now) => submission(meta, responses(), learner, now),
    notebook: (content) => notebook(meta, content),
  });
}
