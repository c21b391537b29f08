// Sends a message to the bot of a session.

import { h, say, newId } from './dom.js';
import { call } from './api.js';

/** What bots commonly take; any type will do. */
const KINDS = ['say', 'context', 'prompt', 'end'];

export class MessageForm {
  constructor(session) {
    this.session = session;
    const id = newId('message');
    this.type = h('input', { id: `${id}-type`, value: 'say', required: true, list: `${id}-kinds`, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `${id}-error` });
    this.text = h('textarea', { id: `${id}-data`, rows: '3', spellcheck: 'false', 'aria-describedby': `${id}-hint ${id}-error` });
    this.error = h('p', { class: 'error', id: `${id}-error`, role: 'alert' });
    this.opener = h('button', { type: 'button', id: 'message', 'aria-expanded': 'false', 'aria-controls': id, text: 'Message', on: { click: () => this.show(this.element.hidden) } });
    this.element = h('form', { class: 'message', id, hidden: true, 'aria-label': 'A message for the bot', on: { submit: (event) => { event.preventDefault(); this.send(); } } },
      h('div', { class: 'field' }, h('label', { for: `${id}-type`, text: 'Type' }), this.type, h('datalist', { id: `${id}-kinds` }, KINDS.map((kind) => h('option', { value: kind })))),
      h('div', { class: 'field' }, h('label', { for: `${id}-data`, text: 'Data' }), this.text,
        h('p', { class: 'hint', id: `${id}-hint`, text: 'A JSON object, or plain text, which is sent as {"text": …}.' })),
      this.error, h('button', { type: 'submit', class: 'primary', id: 'send', text: 'Send' }));
  }

  show(shown) {
    this.element.hidden = !shown;
    this.opener.setAttribute('aria-expanded', String(shown));
    if (shown) this.text.focus();
  }

  allow(allowed) {
    this.opener.hidden = !allowed;
    if (!allowed) this.show(false);
  }

  /** Free-form JSON goes out as it was written: numbers keep their spelling. */
  body() {
    const written = this.text.value.trim();
    let data = JSON.stringify({ text: this.text.value });
    if (written.startsWith('{')) {
      JSON.parse(written);
      data = written;
    }
    return `{"type":${JSON.stringify(this.type.value)},"data":${data}}`;
  }

  async send() {
    this.error.textContent = '';
    let body;
    try {
      body = this.body();
    } catch (fault) {
      this.error.textContent = `The data looks like JSON and is not: ${fault.message}`;
      return;
    }
    try {
      await call('POST', `/v1/sessions/${encodeURIComponent(this.session)}/messages`, { body });
      this.text.value = '';
      say('The message was accepted');
      this.error.textContent = '';
      this.sent();
    } catch (problem) {
      const errors = problem.errors.map((each) => `${each.pointer || 'The message'}: ${each.detail}`);
      this.error.textContent = errors.length ? errors.join('. ') : problem.sentence();
    }
  }

  sent() {
    const note = h('p', { class: 'sent', text: 'Accepted: the bot takes it with its next beat.' });
    this.element.querySelector('.sent')?.remove();
    this.element.append(note);
    setTimeout(() => note.remove(), 4_000);
  }
}
