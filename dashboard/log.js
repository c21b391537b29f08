// A log of events: bounded, filtered, paused at will; notices of the stream stand between the events.

import { h, put, frame } from './dom.js';
import { Grid } from './grid.js';
import { summary, noticeWords } from './words.js';
import { clock } from './times.js';

const MOST = 10_000;
const SLACK = 1_000;

const ALL_COLUMNS = [
  { name: 'time', title: 'Time' }, { name: 'who', title: 'Session' }, { name: 'bot', title: 'Bot' },
  { name: 'type', title: 'Type' }, { name: 'data', title: 'Data' },
];

export class EventLog {
  /** @param options `label`; `single`: all are of one session */
  constructor({ label, single = false }) {
    this.entries = [];
    this.shown = [];
    this.held = [];
    this.heldBack = 0;
    this.next = 0;
    this.paused = false;
    this.grid = new Grid({
      label, class: single ? 'log-grid single' : 'log-grid', follow: true,
      columns: single ? ALL_COLUMNS.filter((column) => column.name !== 'who' && column.name !== 'bot') : ALL_COLUMNS,
      key: (entry) => entry.number, fill: (cells, entry, row) => this.fill(cells, entry, row), open: (entry) => this.show(entry),
    });
    this.type = h('input', { type: 'search', placeholder: 'bot.turn.*', autocomplete: 'off', spellcheck: 'false', on: { input: () => this.filter() } });
    this.text = h('input', { type: 'search', placeholder: single ? 'Text' : 'Session, bot, text…', autocomplete: 'off', spellcheck: 'false', on: { input: () => this.filter() } });
    this.pauser = h('button', { type: 'button', class: 'quiet pause', 'aria-pressed': 'false', text: 'Pause', on: { click: () => this.pause(!this.paused) } });
    this.note = h('p', { class: 'note' });
    this.words = h('span', { class: 'stream-state' });
    this.envelope = h('pre', { class: 'envelope', tabindex: '0', role: 'group', 'aria-label': 'The chosen event' });
    this.pane = h('div', { class: 'pane', hidden: true },
      h('button', { type: 'button', class: 'quiet', text: 'Close the event', on: { click: () => this.show(null) } }), this.envelope);
    this.element = h('div', { class: 'log' },
      h('form', { class: 'filters', role: 'search', 'aria-label': label, on: { submit: (event) => event.preventDefault() } },
        h('label', { class: 'field-inline' }, h('span', { text: 'Type' }), this.type),
        h('label', { class: 'field-inline' }, h('span', { text: 'Find' }), this.text), this.pauser),
      this.grid.element, this.pane, h('div', { class: 'under' }, this.note, this.words));
    this.drawLater = () => this.draw();
    this.draw();
  }

  add(envelope) {
    this.take({ envelope });
  }

  notice(name, data) {
    this.take({ notice: name, data, time: new Date().toISOString() });
  }

  state(word, detail) {
    put(this.words, detail ? `${word}: ${detail}` : word);
  }

  take(entry) {
    entry.number = this.next;
    this.next += 1;
    if (this.paused) {
      this.held.push(entry);
      if (this.held.length > MOST + SLACK) this.held.splice(0, SLACK);
      this.heldBack += 1;
    } else {
      this.append(entry);
    }
    frame(this.drawLater);
  }

  append(entry) {
    this.entries.push(entry);
    if (this.takes(entry)) this.shown.push(entry);
    if (this.entries.length <= MOST + SLACK) return;
    this.entries.splice(0, SLACK);
    const first = this.entries[0].number;
    const gone = this.shown.findIndex((each) => each.number >= first);
    this.shown.splice(0, gone < 0 ? this.shown.length : gone);
  }

  pause(paused) {
    this.paused = paused;
    this.pauser.setAttribute('aria-pressed', String(paused));
    if (!paused) {
      this.held.forEach((entry) => this.append(entry));
      this.held = [];
      this.heldBack = 0;
    }
    this.draw();
  }

  clear() {
    this.entries = [];
    this.shown = [];
    this.draw();
  }

  filter() {
    this.shown = this.entries.filter((entry) => this.takes(entry));
    frame(this.drawLater);
  }

  takes({ envelope, notice }) {
    if (notice) return true;
    const type = this.type.value.trim();
    if (type && !(type.endsWith('*') ? envelope.type.startsWith(type.slice(0, -1)) : envelope.type.includes(type))) return false;
    const find = this.text.value.trim().toLowerCase();
    return !find || `${envelope.subject} ${envelope.bot} ${envelope.type} ${JSON.stringify(envelope.data ?? '')}`.toLowerCase().includes(find);
  }

  draw() {
    this.grid.set(this.shown);
    put(this.pauser, this.paused ? `Go on (${this.heldBack} new)` : 'Pause');
    put(this.note, this.entries.length === 0 ? 'No events yet.' : `${this.shown.length} of ${this.entries.length} events${this.entries.length >= MOST ? '; older ones were dropped' : ''}`);
  }

  fill(cells, { envelope, notice, data, time }, row) {
    if (row.dataset.kind !== (notice || '')) row.dataset.kind = notice || '';
    if (notice) {
      put(cells.time, clock(time));
      put(cells.type, notice);
      put(cells.data, noticeWords(notice, data));
      if (cells.who) { put(cells.who, ''); put(cells.bot, ''); }
      row.dataset.tone = notice === 'stream.gap' || (data && data.gap) ? 'ill' : 'still';
      return;
    }
    put(cells.time, clock(envelope.time));
    put(cells.type, envelope.type);
    put(cells.data, summary(envelope));
    if (cells.who) {
      put(cells.who, `…${String(envelope.subject).slice(-8)}`);
      put(cells.bot, envelope.bot || '');
    }
    row.dataset.tone = /error|degraded/.test(envelope.type) ? 'ill' : envelope.type.startsWith('bot.session.') ? 'life' : '';
  }

  show(entry) {
    this.pane.hidden = entry === null;
    this.grid.choose(entry === null ? null : entry.number);
    if (entry === null) {
      this.grid.element.focus();
      return;
    }
    this.envelope.textContent = JSON.stringify(entry.envelope || { notice: entry.notice, data: entry.data }, null, 2);
  }
}
