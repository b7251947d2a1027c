/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elements from a line of code each; text is always text, never markup. */

const SVG = 'http://www.w3.org/2000/svg';

function assign(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null)
      continue;
    if (typeof value === 'function')
      element.addEventListener(name, value);
    else if (typeof value === 'boolean' && !name.startsWith('aria-'))
      element.toggleAttribute(name, value);
    else
      element.setAttribute(name, value);
  }
}

function fill(element, children) {
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/* Functions among the attributes become listeners of that event; null leaves an attribute out. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  assign(element, attributes);
  return fill(element, children);
}

export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  assign(element, attributes);
  return fill(element, children);
}

export function replace(element, ...children) {
  element.replaceChildren();
  return fill(element, children);
}

/* Writes only what differs, so that a screen reader isn't told the same thing each second. */
export function setText(element, text) {
  if (element.textContent !== text)
    element.textContent = text;
}
