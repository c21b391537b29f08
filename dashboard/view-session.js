// One session: its line, its waterfall, its end in words, its events; stop and message.

import { h, put, frame, say } from './dom.js';
import { call } from './api.js';
import { EventStream } from './stream.js';
import { EventLog } from './log.js';
import { Waterfall } from './waterfall.js';
import { newTrack, drawTrack, stateWords } from './track.js';
import { endSentence, blameWords, reasonMeaning, advice, exitWords, tone, STATE_MEANING } from './words.js';
import { moment } from './times.js';
import { MessageForm } from './message.js';

export class SessionView {
  constructor(app, id) {
    this.app = app;
    this.id = id;
    this.session = null;
    this.waterfall = new Waterfall();
    this.log = new EventLog({ label: 'Events of this session', single: true });
    this.message = new MessageForm(id);
    this.title = h('h2', { id: 'session-title', tabindex: '-1' });
    this.track = newTrack();
    this.word = h('span', { class: 'word' });
    this.meaning = h('span', { class: 'dim' });
    this.stop = h('button', { type: 'button', class: 'danger', id: 'stop', text: 'Stop', on: { click: () => this.askStop() } });
    this.sure = h('div', { class: 'sure', hidden: true, role: 'group', 'aria-label': 'Stop this session?' },
      h('span', { text: 'The bot says good-bye and leaves.' }),
      h('button', { type: 'button', class: 'danger filled', id: 'stop-now', text: 'Stop it', on: { click: () => this.stopNow() } }),
      h('button', { type: 'button', class: 'quiet', text: 'Let it be', on: { click: () => this.askStop(false) } }));
    this.trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
    this.end = h('section', { class: 'end', 'aria-labelledby': 'end-title', hidden: true });
    this.facts = h('dl', { class: 'facts' });
    this.element = this.layout();
    this.stream = new EventStream(() => `/v1/sessions/${id}/events`, {
      event: (envelope) => { this.log.add(envelope); this.heard(envelope); },
      notice: (name, data) => this.log.notice(name, data),
      state: (word, detail) => this.log.state(word, detail),
    });
    this.tick = () => { if (this.session && this.session.state !== 'ended') this.draw(); };
  }

  layout() {
    return h('article', { class: 'session', 'aria-labelledby': 'session-title' },
      h('div', { class: 'session-top' },
        h('div', { class: 'session-name' }, this.title, h('a', { class: 'quiet close', href: '#/sessions', text: 'Close', 'aria-label': 'Close this session, back to the list' })),
        h('p', { class: 'now' }, this.track, this.word, this.meaning),
        h('div', { class: 'acts' }, this.stop, this.message.opener, this.sure), this.message.element, this.trouble),
      this.end,
      h('section', { 'aria-labelledby': 'fall-title' }, h('h3', { id: 'fall-title', text: 'Timeline' }), this.waterfall.element),
      h('section', { 'aria-labelledby': 'facts-title' }, h('h3', { id: 'facts-title', text: 'What was asked for' }), this.facts),
      h('section', { class: 'session-log', 'aria-labelledby': 'log-title' }, h('h3', { id: 'log-title', text: 'Events' }), this.log.element));
  }

  open() {
    this.title.textContent = this.id;
    this.read();
    this.stream.start();
    this.timer = setInterval(this.tick, 250);
    return this;
  }

  close() {
    this.stream.stop();
    clearInterval(this.timer);
    clearTimeout(this.asking);
  }

  /** Reads the document anew, soon and once, whenever a life-cycle event says that it changed. */
  heard(envelope) {
    if (!envelope.type.startsWith('bot.session.')) return;
    if (this.session && this.session.state === 'ended') return;
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.read(), 60);
  }

  async read() {
    this.reads = (this.reads || 0) + 1;
    const number = this.reads;
    try {
      const { body } = await call('GET', `/v1/sessions/${encodeURIComponent(this.id)}`);
      if (number !== this.reads) return; // A newer one is on its way.
      const before = this.session && this.session.state;
      this.session = body;
      if (before && before !== body.state) say(body.state === 'ended' ? endSentence(body.end) : `The session is ${body.state}`);
      frame(() => this.draw());
    } catch (problem) {
      if (problem.status === 404) {
        this.fail('There is no such session. Records live for 72 hours after the end.');
        this.stop.hidden = true;
        this.message.opener.hidden = true;
      } else if (problem.name !== 'AbortError') this.fail(problem.sentence());
    }
  }

  draw() {
    const session = this.session;
    put(this.title, session.bot);
    drawTrack(this.track, session);
    put(this.word, stateWords(session));
    this.word.dataset.tone = session.state === 'ended' ? tone(session.end) : session.state;
    put(this.meaning, session.state === 'ended' ? '' : STATE_MEANING[session.state]);
    const over = session.state === 'ended';
    this.stop.hidden = over || !this.sure.hidden;
    if (over) this.sure.hidden = true;
    this.stop.disabled = session.state === 'ending';
    this.message.allow(!over && session.state !== 'ending');
    this.waterfall.draw(session);
    this.drawFacts(session);
    if (over && this.drawnEnd !== session.end.at) this.drawEnd(session.end);
  }

  drawEnd(end) {
    this.drawnEnd = end.at;
    const todo = advice(end);
    const fact = (name, value) => [h('dt', { text: name }), h('dd', { text: value })];
    this.end.dataset.tone = tone(end);
    this.end.hidden = false;
    this.end.replaceChildren(
      h('h3', { id: 'end-title', text: `${endSentence(end)}.` }),
      h('p', {}, h('code', { text: end.reason }), ` ${reasonMeaning(end)}`),
      end.detail ? h('pre', { class: 'detail', tabindex: '0', role: 'group', 'aria-label': 'Detail', text: end.detail }) : '',
      h('dl', { class: 'facts' },
        fact('Outcome', end.outcome), fact('Reason', end.reason), fact('Stage', end.stage),
        end.blame ? fact('Blame', blameWords(end.blame)) : [],
        fact('Attempt', end.attempt === null ? 'nothing was tried' : String(end.attempt)),
        end.exit_code === null ? [] : fact('Exit code', exitWords(end.exit_code)),
        fact('At', moment(end.at))),
      todo ? h('p', { class: 'todo' }, h('b', { text: 'To do' }), ` ${todo}`) : '');
  }

  drawFacts(session) {
    const labels = Object.entries(session.labels || {}).map(([key, value]) => `${key}: ${value}`);
    const waits = session.queue;
    const rows = [
      ['Session', session.session_id], ['Room', session.room_url], ['Tenant', session.tenant],
      ['Accepted', moment(session.created_at)], ['Joined by', session.state === 'ended' || session.state === 'joined' ? '' : moment(session.start_deadline)],
      ['Attempt', session.attempt ? String(session.attempt) : ''],
      ['Place in line', waits ? `${waits.position}${waits.eta_seconds ? `, in ${waits.eta_seconds.map((s) => s.toFixed(0)).join(' to ')} s` : ''}` : ''],
      ['Priority', String(session.priority)], ['Labels', labels.join('\n')],
    ].filter(([, value]) => value);
    const look = JSON.stringify(rows);
    if (this.factsLook === look) return;
    this.factsLook = look;
    this.facts.replaceChildren(...rows.flatMap(([name, value]) => [h('dt', { text: name }), h('dd', { class: name === 'Session' || name === 'Room' ? 'code' : '', text: value })]));
  }

  askStop(ask = true) {
    this.sure.hidden = !ask;
    this.stop.hidden = ask;
    if (ask) this.sure.querySelector('button').focus();
    else this.stop.focus();
  }

  async stopNow() {
    try {
      const { body } = await call('DELETE', `/v1/sessions/${encodeURIComponent(this.id)}`);
      this.sure.hidden = true;
      this.trouble.hidden = true;
      say(body.state === 'ended' ? 'The session has ended' : 'The bot was asked to leave');
      this.title.focus();
      this.read();
    } catch (problem) {
      this.fail(problem.sentence());
    }
  }

  fail(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = false;
  }
}
