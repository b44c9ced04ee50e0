// Builds elements without markup in strings: what a learner typed can only ever be text.

/** make("p.note", { hidden: "" }, "…", child): a tag with classes, attributes, children. */
export function make(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Return a button that calls `press`, but not twice within 400 ms. */
export function button(what, press, ...label) {
  const element = make(what, { type: "button" }, ...label);
  let last = -Infinity;
  element.addEventListener("click", (event) => {
    if (event.timeStamp - last < 400) return;
    last = event.timeStamp;
    press(element);
  });
  return element;
}

/** Read the JSON that the page carries in an inert script; an empty object if there is none. */
export function carried(within, name) {
  const script = within.querySelector(`script.${name}`) || within.querySelector("script[type='application/json']");
  try {
    return JSON.parse(script.textContent);
  } catch {
    return {};
  }
}
