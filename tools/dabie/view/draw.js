// The item's elements: built without markup in strings, classes prefixed, absent values leave no attribute.

/** h("span.a.b", { attribute: value }, ...children): classes get the prefix dabie-, false and null
 * set no attribute. */
export const h = (what, values, ...children) => {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  node.className = classes.map((name) => `dabie-${name}`).join(" ");
  node.append(...children);
  return set(node, values);
};

export const set = (node, values) => {
  for (const name in values) {
    const value = values[name];
    if (value === null || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }
  return node;
};

export const on = (node, types, listener) =>
  types.split(" ").forEach((type) => node.addEventListener(type, listener));

export const fill = (node, ...children) => {
  node.textContent = "";
  node.append(...children);
};
