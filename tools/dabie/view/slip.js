// Presses that were not meant.

const TWICE = 400; // ms in which a second press is taken for a slip of the finger

/** Tells a slip: the second half of a double click that has fallen on what came under the pointer,
 * and where `same` is given also a second press of the same thing. */
export const slips = (same) => {
  let last = {};
  return (event, what) => {
    const again = last.what === what ? same : event.detail > 1;
    if (again && event.timeStamp - last.time < TWICE) return true;
    last = { what, time: event.timeStamp };
    return false;
  };
};
