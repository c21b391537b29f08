// A long list of which only what is seen stands in the page. One stop for the Tab key; arrows move within.

import { h, frame, newId } from './dom.js';

const SPARE = 6; // Rows above and below what is seen.

export class Grid {
  /**
   * @param options `label`, `columns` ([{name, title}]), `key(item)`, `fill(cells, item, row)`, `open(item)`, and
   *     `follow`: stay at the bottom while new ones come
   */
  constructor(options) {
    this.options = options;
    this.items = [];
    this.pool = [];
    this.active = null;
    this.firstKey = null;
    this.firstOffset = 0;
    this.bottom = true;
    this.id = newId('grid');
    this.head = h('div', { role: 'rowgroup', class: 'grid-head' },
      h('div', { role: 'row', 'aria-rowindex': '1', class: 'grid-row' },
        options.columns.map((column) => h('span', { role: 'columnheader', class: `c-${column.name}`, text: column.title }))));
    this.body = h('div', { role: 'rowgroup', class: 'grid-body' });
    this.element = h('div', {
      role: 'grid', class: `grid ${options.class || ''}`, 'aria-label': options.label, tabindex: '0',
      on: {
        scroll: () => { this.noteScroll(); frame(this.draw); },
        keydown: (event) => this.key(event),
        click: (event) => this.click(event),
        focus: () => { if (this.active === null && this.items.length) this.activate(this.visibleFirst()); },
      },
    }, this.head, this.body);
    this.draw = () => this.drawNow();
    // Also when it comes back into the page, where it has lost its place.
    this.watcher = new ResizeObserver(() => { this.measured = 0; this.set(this.items, true); });
    this.watcher.observe(this.element);
  }

  /** Shows these. The place that was looked at stays where it is. */
  set(items, returned = false) {
    this.items = items;
    this.body.style.height = `${items.length * this.rowHeight()}px`;
    this.element.setAttribute('aria-rowcount', String(items.length + 1));
    if (this.options.follow && this.bottom) {
      this.element.scrollTop = this.element.scrollHeight;
    } else if (this.firstKey !== null && (returned || this.element.scrollTop > 0)) {
      const index = this.indexOf(this.firstKey);
      if (index >= 0) this.element.scrollTop = index * this.rowHeight() + this.firstOffset;
    }
    frame(this.draw);
  }

  refresh() {
    frame(this.draw);
  }

  rowHeight() {
    if (!this.element.isConnected) return 40;
    if (!this.measured) {
      this.measured = parseFloat(getComputedStyle(this.element).getPropertyValue('--row')) || 40;
      this.body.style.height = `${this.items.length * this.measured}px`;
    }
    return this.measured;
  }

  indexOf(key) {
    return this.items.findIndex((item) => this.options.key(item) === key);
  }

  visibleFirst() {
    return Math.min(this.items.length - 1, Math.ceil(this.element.scrollTop / this.rowHeight()));
  }

  noteScroll() {
    const top = this.element.scrollTop;
    const first = Math.floor(top / this.rowHeight());
    const item = this.items[first];
    this.firstKey = item ? this.options.key(item) : null;
    this.firstOffset = top - first * this.rowHeight();
    this.bottom = top + this.element.clientHeight >= this.element.scrollHeight - 4;
  }

  drawNow() {
    if (!this.element.isConnected) return;
    const height = this.rowHeight();
    const seen = Math.ceil(this.element.clientHeight / height) + 2 * SPARE;
    const start = Math.max(0, Math.min(Math.floor(this.element.scrollTop / height) - SPARE, this.items.length - seen));
    while (this.pool.length < Math.min(seen, this.items.length)) this.pool.push(this.newRow());
    this.pool.forEach((row) => { row.wanted = false; });
    for (let index = start; index < Math.min(start + seen, this.items.length); index += 1) {
      const row = this.pool[index % this.pool.length];
      row.wanted = true;
      this.fill(row, index, height);
    }
    for (const row of this.pool) {
      if (row.element.hidden === row.wanted) row.element.hidden = !row.wanted;
    }
    this.mark();
  }

  newRow() {
    const cells = this.options.columns.map((column) => h('span', { role: 'gridcell', class: `c-${column.name}` }));
    const element = h('div', { role: 'row', class: 'grid-row', id: newId(this.id) }, cells);
    this.body.append(element);
    return { element, cells: Object.fromEntries(this.options.columns.map((column, i) => [column.name, cells[i]])), index: -1, wanted: false };
  }

  fill(row, index, height) {
    const item = this.items[index];
    if (row.index !== index || row.height !== height) {
      row.index = index;
      row.height = height;
      row.element.style.transform = `translateY(${index * height}px)`;
      row.element.setAttribute('aria-rowindex', String(index + 2));
    }
    row.key = this.options.key(item);
    this.options.fill(row.cells, item, row.element);
  }

  mark() {
    let shown = null;
    for (const row of this.pool) {
      const active = row.wanted && row.key === this.active;
      if (active) shown = row.element.id;
      if (row.element.classList.contains('active') !== active) row.element.classList.toggle('active', active);
      const chosen = row.wanted && row.key === this.chosen;
      if ((row.element.getAttribute('aria-selected') === 'true') !== chosen) row.element.setAttribute('aria-selected', String(chosen));
    }
    if (shown) this.element.setAttribute('aria-activedescendant', shown);
    else this.element.removeAttribute('aria-activedescendant');
  }

  choose(key) {
    this.chosen = key;
    if (key !== null) this.active = key;
    frame(this.draw);
  }

  activate(index) {
    if (!this.items.length) return;
    const within = Math.max(0, Math.min(this.items.length - 1, index));
    this.active = this.options.key(this.items[within]);
    const height = this.rowHeight();
    const head = this.head.offsetHeight;
    const top = within * height;
    const room = this.element.clientHeight - head;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + height > this.element.scrollTop + room) this.element.scrollTop = top + height - room;
    frame(this.draw);
  }

  key(event) {
    const at = this.indexOf(this.active);
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.rowHeight()) - 2);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.items.length - 1 };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in moves) {
      event.preventDefault();
      this.activate(moves[event.key]);
    } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
      event.preventDefault();
      this.options.open(this.items[at]);
    }
  }

  click(event) {
    const row = this.pool.find((each) => each.wanted && each.element.contains(event.target));
    if (!row || !this.items[row.index]) return;
    this.active = row.key;
    frame(this.draw);
    this.options.open(this.items[row.index]);
  }
}
