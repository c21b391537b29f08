// A session's life as bars, one below the other. To the last `joined` by default: hours in the room would leave nothing
// of the seconds before.

import { h, put } from './dom.js';
import { duration } from './times.js';

export class Waterfall {
  constructor() {
    this.whole = false;
    this.rows = [];
    this.scale = h('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', text: 'Whole life', on: { click: () => this.toggle() } });
    this.total = h('span', { class: 'total' });
    this.ticks = h('span', { class: 'ticks', 'aria-hidden': 'true' });
    this.body = h('tbody');
    this.table = h('table', { class: 'waterfall' },
      h('caption', { class: 'unseen', text: 'What happened when, one row for each phase' }),
      h('thead', {}, h('tr', {}, th('Phase'), th('Try', 'n'), th('After', 'n'), th('Took', 'n'), h('th', { scope: 'col', class: 'bars' }, h('span', { class: 'unseen', text: 'Bar' }), this.ticks))),
      this.body);
    this.element = h('div', { class: 'fall' }, h('div', { class: 'fall-top' }, this.total, this.scale), this.table);
  }

  toggle() {
    this.whole = !this.whole;
    this.scale.setAttribute('aria-pressed', String(this.whole));
    if (this.session) this.draw(this.session);
  }

  /** Draws a session's timeline; the last bar of a live one grows until now. */
  draw(session) {
    this.session = session;
    const entries = session.timeline || [];
    if (!entries.length) return;
    const start = Date.parse(entries[0].at);
    const last = Date.parse(entries.at(-1).at);
    const now = session.state === 'ended' ? last : Math.max(last, Date.now());
    const edge = this.edge(entries, start, now);
    while (this.rows.length < entries.length) this.rows.push(this.newRow());
    while (this.rows.length > entries.length) this.rows.pop().element.remove();
    entries.forEach((entry, i) => this.drawRow(this.rows[i], entry, {
      start, edge, until: until(entries, i, now), live: session.state !== 'ended' && !entries.slice(i + 1).some(lasts) && lasts(entry),
      previous: entries[i - 1],
    }));
    this.drawScale(edge - start);
    const joined = entries.find((entry) => entry.phase === 'joined');
    const whole = entries[0].phase === 'accepted';
    put(this.total, !whole ? 'Taken back by a server that had forgotten it; what came before is not known' : joined ? `Joined ${duration(joined.after_ms)} after it was accepted` : `${duration(now - start)} since it was accepted`);
    this.scale.hidden = !joined;
  }

  edge(entries, start, now) {
    const joined = entries.filter((entry) => entry.phase === 'joined').at(-1);
    const edge = !this.whole && joined ? Date.parse(joined.at) : now;
    return Math.max(edge, start + 1);
  }

  newRow() {
    const row = { phase: h('th', { scope: 'row' }), attempt: h('td', { class: 'n' }), after: h('td', { class: 'n' }), took: h('td', { class: 'n' }), bar: h('i') };
    row.element = h('tr', {}, row.phase, row.attempt, row.after, row.took, h('td', { class: 'bars', 'aria-hidden': 'true' }, h('span', {}, row.bar)));
    this.body.append(row.element);
    return row;
  }

  drawRow(row, entry, { start, edge, until, live, previous }) {
    const at = Date.parse(entry.at);
    put(row.phase, entry.phase.replaceAll('_', ' '));
    put(row.attempt, entry.attempt ? String(entry.attempt) : '–');
    put(row.after, `+${duration(at - start)}`);
    put(row.took, entry.phase === 'ended' || !lasts(entry) ? '' : duration(until - at));
    row.element.dataset.phase = entry.phase;
    row.element.classList.toggle('live', live);
    row.element.classList.toggle('again', Boolean(previous && entry.attempt !== previous.attempt && previous.attempt));
    const part = (time) => Math.min(1, Math.max(0, (time - start) / (edge - start)));
    const beyond = at >= edge && !(entry.phase === 'ended' && at === edge);
    row.bar.className = entry.phase === 'ended' ? 'last' : beyond ? 'beyond' : lasts(entry) ? '' : 'mark';
    row.bar.style.left = `${part(at) * 100}%`;
    row.bar.style.width = row.bar.className ? '' : `${Math.max(0, part(until) - part(at)) * 100}%`;
  }

  drawScale(span) {
    const step = niceStep(span / 4);
    const words = [];
    for (let at = 0; at <= span; at += step) words.push([at / span, duration(at)]);
    const look = words.map(([, word]) => word).join() + Math.round(span);
    if (this.scaled === look) return;
    this.scaled = look;
    const isLate = (i) => i < words.length && words[i][0] > 0.85;
    this.ticks.replaceChildren(...words.map(([part, word], i) => {
      // The last word stands left of its line: the one before would run into it.
      const tick = h('span', { text: isLate(i + 1) && i > 0 ? '' : word });
      tick.style.left = `${part * 100}%`;
      if (isLate(i)) tick.className = 'late';
      return tick;
    }));
  }
}

/** What happens within a phase, and is none. */
function lasts(entry) {
  return entry.phase !== 'assets_ready' && entry.phase !== 'readopted';
}

/** When the phase was over: at the next one, or not yet. */
function until(entries, i, now) {
  const next = entries.slice(i + 1).find(lasts);
  return next ? Date.parse(next.at) : now;
}

function th(text, name) {
  return h('th', { scope: 'col', class: name, text });
}

/** 1, 2 or 5 times a power of ten; from a minute on, whole minutes and hours. */
function niceStep(atLeast) {
  for (const step of [60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000]) {
    if (atLeast > 30_000 && step >= atLeast) return step;
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(1, atLeast)));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= atLeast) || atLeast;
}
