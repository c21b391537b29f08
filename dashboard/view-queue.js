// How full the queue is and how fast it empties, bot by bot.

import { h, put, svg } from './dom.js';
import { call } from './api.js';
import { duration } from './times.js';

const EVERY = 2_000;
const KEPT = 150; // Five minutes.

export class QueueView {
  constructor(app) {
    this.app = app;
    this.history = new Map();
    this.rows = new Map();
    this.total = h('p', { class: 'queue-total' });
    this.body = h('tbody');
    this.note = h('p', { class: 'note' });
    const th = (text, name) => h('th', { scope: 'col', class: name, text });
    this.element = h('section', { class: 'page', 'aria-labelledby': 'queue-title' },
      h('h1', { id: 'queue-title', text: 'Queue' }), this.total,
      h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'The queue, bot by bot' },
        h('table', { class: 'queue' },
          h('caption', { class: 'unseen', text: 'Waiting and running sessions of each bot' }),
          h('thead', {}, h('tr', {}, th('Bot'), th('Waiting', 'n'), th('Oldest waits', 'n'), th('Under way', 'n'), th('Limit', 'n'), th('Starts', 'n'), th('Waiting, last 5 minutes', 'spark'))),
          this.body)),
      this.note);
  }

  open() {
    this.read();
    this.timer = setInterval(() => { if (!document.hidden) this.read(); }, EVERY);
    return this;
  }

  close() {
    clearInterval(this.timer);
  }

  async read() {
    try {
      const { body } = await call('GET', '/v1/queue');
      this.draw(body.bots);
      put(this.note, body.bots.length ? '' : 'No bots: the bots file of the control server names none.');
    } catch (problem) {
      put(this.note, problem.sentence());
    }
  }

  draw(bots) {
    const sum = (name) => bots.reduce((total, bot) => total + bot[name], 0);
    const rate = bots.reduce((total, bot) => total + (bot.releases_per_second || 0), 0);
    put(this.total, `${sum('queued')} waiting, ${sum('in_flight')} under way${rate ? `, ${perTime(rate)} started` : ''}`);
    for (const bot of bots) {
      const row = this.rows.get(bot.bot) || this.newRow(bot.bot);
      const known = this.app.bots.find((profile) => profile.bot === bot.bot);
      put(row.queued, String(bot.queued));
      put(row.oldest, bot.oldest_wait_seconds === null ? '–' : duration(bot.oldest_wait_seconds * 1000));
      put(row.flight, String(bot.in_flight));
      put(row.limit, known && known.limits && known.limits.sessions !== null ? String(known.limits.sessions) : 'none');
      put(row.rate, bot.releases_per_second === null ? 'not measured' : perTime(bot.releases_per_second));
      const past = this.history.get(bot.bot) || [];
      past.push(bot.queued);
      if (past.length > KEPT) past.shift();
      this.history.set(bot.bot, past);
      drawSpark(row.line, row.area, past);
    }
  }

  newRow(name) {
    const cell = () => h('td', { class: 'n' });
    const row = { queued: cell(), oldest: cell(), flight: cell(), limit: cell(), rate: cell(), line: svg('polyline', { class: 'spark-line' }), area: svg('polygon', { class: 'spark-area' }) };
    const spark = svg('svg', { viewBox: `0 0 ${KEPT} 24`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' }, row.area, row.line);
    this.body.append(h('tr', {}, h('th', { scope: 'row', text: name }), row.queued, row.oldest, row.flight, row.limit, row.rate, h('td', { class: 'spark' }, spark)));
    this.rows.set(name, row);
    return row;
  }
}

function perTime(perSecond) {
  return perSecond >= 1 ? `${perSecond.toFixed(1)} a second` : `${(perSecond * 60).toFixed(1)} a minute`;
}

function drawSpark(line, area, past) {
  const most = Math.max(1, ...past);
  const left = KEPT - past.length;
  if (past.length < 2) return;
  const points = past.map((value, i) => `${left + i},${(22 - (value / most) * 20).toFixed(1)}`);
  line.setAttribute('points', points.join(' '));
  area.setAttribute('points', `${left},24 ${points.join(' ')} ${KEPT - 1},24`);
}
