// The list of sessions: what there is, in which state, since when.

import { h, put, frame } from './dom.js';
import { Grid } from './grid.js';
import { newTrack, drawTrack, stateWords } from './track.js';
import { STATES, STATE_MEANING, tone } from './words.js';
import { age } from './times.js';

const COLUMNS = [
  { name: 'state', title: 'State' },
  { name: 'bot', title: 'Bot' },
  { name: 'room', title: 'Room' },
  { name: 'labels', title: 'Labels' },
  { name: 'age', title: 'Age' },
  { name: 'try', title: 'Try' },
  { name: 'id', title: 'Session' },
];

export class SessionsView {
  constructor(app) {
    this.app = app;
    this.chosen = new Set(['queued', 'starting', 'running', 'joined', 'ending']);
    this.stops = new Map();
    this.grid = new Grid({
      label: 'Sessions', class: 'sessions-grid', columns: COLUMNS,
      key: (session) => session.session_id,
      fill: (cells, session) => this.fill(cells, session),
      open: (session) => { location.hash = `#/sessions/${session.session_id}`; },
    });
    this.note = h('p', { class: 'note', id: 'sessions-note' });
    this.older = h('button', { type: 'button', class: 'quiet', hidden: true, text: 'Read older ones', on: { click: () => this.readOlder() } });
    this.element = h('section', { class: 'list', 'aria-label': 'List of sessions' }, this.line(), this.filters(), this.grid.element,
      h('div', { class: 'under' }, this.note, this.older));
    this.drawLater = () => this.draw();
  }

  /** The states as stops of one line; each shows how many, and is a filter. */
  line() {
    const stop = (state) => {
      const count = h('b', { text: '0' });
      const button = h('button', {
        type: 'button', class: 'stop', 'aria-pressed': String(this.chosen.has(state)), title: STATE_MEANING[state], data: { state },
        on: { click: () => this.toggle(state) },
      }, h('i', { 'aria-hidden': 'true' }), count, h('span', { text: state }));
      this.stops.set(state, { button, count });
      return button;
    };
    return h('div', { class: 'line', role: 'group', 'aria-label': 'Show these states' }, STATES.map(stop));
  }

  filters() {
    const changed = () => this.changed();
    this.text = h('input', { type: 'search', id: 'find', placeholder: 'Room, id, label…', autocomplete: 'off', spellcheck: 'false', on: { input: changed } });
    this.bot = h('select', { id: 'find-bot', on: { change: changed } }, h('option', { value: '', text: 'All bots' }));
    this.label = h('input', { type: 'text', id: 'find-label', placeholder: 'key:value', autocomplete: 'off', spellcheck: 'false', on: { input: changed } });
    const labelled = (text, input) => h('label', { class: 'field-inline' }, h('span', { text }), input);
    return h('form', { class: 'filters', role: 'search', 'aria-label': 'Sessions', on: { submit: (event) => event.preventDefault() } },
      labelled('Find', this.text), labelled('Bot', this.bot), labelled('Label', this.label));
  }

  toggle(state) {
    if (this.chosen.has(state)) this.chosen.delete(state);
    else this.chosen.add(state);
    this.stops.get(state).button.setAttribute('aria-pressed', String(this.chosen.has(state)));
    this.changed();
  }

  changed() {
    frame(this.drawLater);
  }

  async readOlder() {
    this.older.disabled = true;
    await this.app.sessions.loadOlder().catch((problem) => this.app.warn(problem));
    this.older.disabled = false;
  }

  draw() {
    const all = this.app.sessions.all();
    const counts = Object.fromEntries(STATES.map((state) => [state, 0]));
    const bots = new Set(this.app.bots.map((bot) => bot.bot));
    const find = this.text.value.trim().toLowerCase();
    const label = this.label.value.trim();
    const shown = [];
    for (const session of all) {
      bots.add(session.bot);
      if (this.bot.value && session.bot !== this.bot.value) continue;
      if (label && !hasLabel(session, label)) continue;
      if (find && !mentions(session, find)) continue;
      counts[session.state] += 1;
      if (this.chosen.has(session.state)) shown.push(session);
    }
    this.stops.forEach((stop, state) => put(stop.count, String(counts[state])));
    this.offer(bots);
    this.grid.set(shown);
    this.explain(shown.length, all.length);
  }

  explain(shown, known) {
    const words = !this.app.sessions.loaded ? 'Reading the sessions…'
      : known === 0 ? 'No sessions yet. Join a room with a bot, and its session appears here.'
        : shown === 0 ? 'No session fits. Choose more states on the line above, or clear the filters.'
          : `${shown} of ${known} sessions`;
    put(this.note, words);
    this.older.hidden = !(this.app.sessions.older && this.chosen.has('ended'));
  }

  offer(bots) {
    const names = [...bots].filter(Boolean).sort();
    if (this.offered === names.join()) return;
    this.offered = names.join();
    const chosen = this.bot.value;
    this.bot.replaceChildren(h('option', { value: '', text: 'All bots' }), ...names.map((name) => h('option', { value: name, text: name })));
    this.bot.value = names.includes(chosen) ? chosen : '';
  }

  fill(cells, session) {
    if (!cells.track) {
      cells.track = newTrack();
      cells.word = h('span', { class: 'word' });
      cells.state.append(cells.track, cells.word);
    }
    drawTrack(cells.track, session);
    put(cells.word, stateWords(session));
    cells.word.dataset.tone = session.state === 'ended' ? tone(session.end) : session.state;
    put(cells.bot, session.bot);
    put(cells.room, session.tenant ? `${session.tenant} · ${session.room_url}` : session.room_url);
    put(cells.labels, labelWords(session));
    put(cells.age, age(Date.now() - Date.parse(session.created_at)));
    put(cells.try, session.attempt === null || session.attempt === undefined ? '–' : String(session.attempt));
    put(cells.id, `…${session.session_id.slice(-8)}`);
  }
}

function labelWords(session) {
  return Object.entries(session.labels || {}).map(([key, value]) => `${key}:${value}`).join('  ');
}

function hasLabel(session, wanted) {
  const colon = wanted.indexOf(':');
  const labels = session.labels || {};
  if (colon < 0) return Object.keys(labels).some((key) => key.startsWith(wanted));
  const value = labels[wanted.slice(0, colon)];
  return value !== undefined && value.startsWith(wanted.slice(colon + 1));
}

function mentions(session, find) {
  if (!session.haystack || session.haystackOf !== session.room_url) {
    session.haystack = `${session.session_id} ${session.bot} ${session.room_url} ${labelWords(session)}`.toLowerCase();
    session.haystackOf = session.room_url;
  }
  return session.haystack.includes(find) || (session.end && session.end.reason.includes(find));
}
