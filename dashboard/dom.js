// Builds the page. Whatever comes from outside goes in as text: nothing here parses HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Properties: `class`, `text`, `data` (object), `on` (object of listeners); the rest are attributes. */
export function h(tag, props = {}, ...children) {
  return build(document.createElement(tag), props, children);
}

/** An element of a drawing. */
export function svg(tag, props = {}, ...children) {
  return build(document.createElementNS(SVG, tag), props, children);
}

function build(element, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'class') element.setAttribute('class', value);
    else if (name === 'text') element.textContent = plain(value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat()) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
  return element;
}

// Controls, and marks that turn the direction of what follows: a name must not rewrite its neighbours.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text in which nothing acts unseen. */
export function plain(text) {
  return String(text).replace(UNSEEN, (mark) => `⟨U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** Changes a text only where it differs: untouched nodes cost no layout. */
export function put(element, text) {
  const shown = plain(text);
  if (element.textContent !== shown) element.textContent = shown;
}

const waiting = new Set();
let asked = false;

/** Runs something once at the next frame, however often it is asked for until then. */
export function frame(task) {
  waiting.add(task);
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const tasks = [...waiting];
    waiting.clear();
    tasks.forEach((each) => each());
  });
}

/** Something for screen readers to say. Used for what the user did or waits for, not for each event. */
export function say(text) {
  const region = document.getElementById('say');
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = text; });
}

let ids = 0;

export function newId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}
