// Joins a room: every member that a join may have.

import { h, say } from './dom.js';
import { call } from './api.js';
import { duration } from './times.js';
import { choice, json, number, text, Pairs, Parts, Field } from './fields.js';

export class JoinView {
  constructor(app) {
    this.app = app;
    this.bot = choice('bot', 'Bot', [['', 'the default']], {});
    this.about = h('p', { class: 'hint', id: 'join-bot-about' });
    this.bot.element.append(this.about);
    this.bot.input.addEventListener('change', () => this.describe());
    this.features = new Field('supported_features', 'Supported features', h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', placeholder: 'captions, hand.raise' }), {
      hint: 'Separated by commas or spaces.',
      read: () => {
        const names = this.features.input.value.split(/[\s,]+/).filter(Boolean);
        return names.length ? JSON.stringify(names) : undefined;
      },
    });
    this.fields = this.members();
    this.key = h('input', { id: 'join-key', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'join-key-hint' });
    this.wait = h('input', { id: 'join-wait', type: 'text', inputmode: 'numeric', value: '0', 'aria-describedby': 'join-wait-hint' });
    this.summary = h('div', { class: 'summary', tabindex: '-1', role: 'alert', hidden: true });
    this.submit = h('button', { type: 'submit', class: 'primary', id: 'join-submit', text: 'Join' });
    this.form = this.layout();
    this.element = h('section', { class: 'page form-page', 'aria-labelledby': 'join-title' }, h('h1', { id: 'join-title', text: 'Join a room' }), this.form);
  }

  members() {
    return {
      where: [
        text('room_url', 'Room', { required: true, wide: true, placeholder: 'wss://rooms.example/standup', hint: 'An absolute URL, of a scheme that the bot takes.' }),
        this.bot,
        text('room_token', 'Room token', { type: 'password', hint: 'A secret: it is sealed and never shown.' }),
      ],
      who: [
        text('personality_id', 'Personality by id', { hint: 'Either this or a record.' }),
        this.features,
        json('personality', 'Personality record', { placeholder: '{"name": "Ada", "style": "brief"}' }),
        new Pairs('functional_prompts', 'Functional prompts', { name: 'Prompt', value: 'Text', long: true }),
        json('voice', 'Voice', { placeholder: '{"provider": "…", "id": "…"}' }),
        json('config', 'Configuration', { hint: 'Free-form, passed on as it is written.' }),
      ],
      hidden: [
        new Pairs('secrets', 'Secrets', { name: 'Secret', value: 'Value', secret: true, hint: 'Variables that only the bot sees, such as MODEL_API_KEY.' }),
        new Parts('user', 'User', ['id', 'name', 'email'], 'On whose behalf: personal data, never logged.'),
      ],
      terms: [
        new Pairs('labels', 'Labels', { name: 'Label', value: 'Value' }),
        number('priority', 'Priority', { placeholder: '5', hint: '0 to 9; higher ones of one bot go first.' }),
        number('start_deadline_seconds', 'Start deadline', { placeholder: 'as the bot has it', hint: 'Seconds until it has to be in the room.' }),
        number('max_duration_seconds', 'Maximum duration', { placeholder: 'as the bot has it', hint: 'Seconds, counted from when it joined.' }),
        choice('on_crash', 'After a crash in the room', [['', 'as usual: end'], ['end', 'end'], ['relaunch', 'relaunch, at most 3 times']]),
        choice('room_policy', 'If the bot is there already', [['', 'as usual: reuse'], ['reuse', 'reuse: answer with that session'], ['refuse', 'refuse: 409'], ['another', 'another: a second one']]),
      ],
    };
  }

  all() {
    return Object.values(this.fields).flat();
  }

  layout() {
    const group = (title, fields, open) => h('details', { class: 'group', open }, h('summary', { text: title }), h('div', { class: 'fields' }, fields.map((field) => field.element)));
    const makeKey = () => { this.key.value = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`; };
    const request = [
      h('div', { class: 'field' }, h('label', { for: 'join-key' }, 'Idempotency key ', h('code', { text: 'Idempotency-Key' })), this.key,
        h('p', { class: 'hint', id: 'join-key-hint', text: 'The same key with the same request joins once only.' }),
        h('button', { type: 'button', class: 'quiet', text: 'Make one', on: { click: makeKey } })),
      h('div', { class: 'field' }, h('label', { for: 'join-wait' }, 'Wait for the bot ', h('code', { text: 'Prefer: wait' })), this.wait,
        h('p', { class: 'hint', id: 'join-wait-hint', text: 'Seconds to wait until it has joined or ended, up to 60. 0: do not wait, watch.' })),
    ];
    return h('form', { class: 'join', novalidate: true, on: { submit: (event) => { event.preventDefault(); this.send(); } } },
      this.summary, h('div', { class: 'fields first' }, this.fields.where.map((field) => field.element)),
      group('Who the bot is', this.fields.who), group('Secrets and user', this.fields.hidden), group('Terms and labels', this.fields.terms),
      h('details', { class: 'group' }, h('summary', { text: 'How to ask' }), h('div', { class: 'fields' }, request)),
      h('div', { class: 'submit' }, this.submit));
  }

  open() {
    const { bots, defaultBot } = this.app;
    const chosen = this.bot.input.value;
    this.bot.input.replaceChildren(h('option', { value: '', text: defaultBot ? `the default (${defaultBot})` : 'choose one' }), ...bots.map((bot) => h('option', { value: bot.bot, text: bot.bot })));
    this.bot.input.value = bots.some((bot) => bot.bot === chosen) ? chosen : '';
    this.describe();
    return this;
  }

  /** A link from elsewhere may name the room: `#/join/<room_url>`, percent-encoded. */
  prefill(encoded) {
    try {
      this.fields.where[0].input.value = decodeURIComponent(encoded);
    } catch {
      // Not encoded as it should be: then it is left to the person.
    }
  }

  describe() {
    const name = this.bot.input.value || this.app.defaultBot;
    const bot = this.app.bots.find((each) => each.bot === name);
    this.about.textContent = bot ? `Takes ${bot.rooms.join(', ')}. Has to join within ${duration(bot.start_deadline_seconds * 1000)}, stays at most ${duration(bot.max_duration_seconds * 1000)}.` : '';
  }

  /** The request as JSON text: what was written free-form stays as it was written. */
  body(faults) {
    const members = [];
    for (const field of this.all()) {
      try {
        const value = field.read();
        if (value !== undefined) members.push(`${JSON.stringify(field.member)}:${value}`);
      } catch (fault) {
        faults.push({ pointer: `/${field.member}`, detail: fault.message });
      }
    }
    return `{${members.join(',')}}`;
  }

  async send() {
    this.all().forEach((field) => field.clear());
    this.summary.hidden = true;
    const faults = [];
    const body = this.body(faults);
    if (faults.length) {
      this.refuse('Not sent: some members cannot be read', faults);
      return;
    }
    const headers = {};
    if (this.key.value) headers['Idempotency-Key'] = this.key.value;
    if (Number(this.wait.value) > 0) headers.Prefer = `wait=${this.wait.value.trim()}`;
    this.busy(true);
    try {
      const answer = await call('POST', '/v1/join', { body, headers });
      this.accepted(answer);
    } catch (problem) {
      this.refuse(problem.errors.length ? problem.title : problem.sentence(), problem.errors, problem);
    } finally {
      this.busy(false);
    }
  }

  accepted({ body, headers }) {
    this.app.sessions.merge(body, performance.now());
    this.app.sessions.changed();
    const words = body.reused ? 'The bot is in that room already: this is its session'
      : headers.get('Idempotency-Replayed') ? 'This key was used for the same request before: this is its session' : 'Accepted';
    say(words);
    this.app.tell(words);
    location.hash = `#/sessions/${body.session_id}`;
  }

  /** Shows each fault at its member, and all of them on top, where each leads to its field. */
  refuse(title, errors, problem) {
    const items = errors.map((fault) => {
      const pointer = (fault.pointer || '').split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
      const target = this.all().map((field) => field.blame(pointer, fault.detail)).find(Boolean);
      const words = `${pointer.join('/') || 'the request'}: ${fault.detail}`;
      if (!target) return h('li', { text: words });
      return h('li', {}, h('button', { type: 'button', class: 'as-link', text: words, on: { click: () => { reveal(target); } } }));
    });
    const session = problem && problem.sessionId;
    this.summary.replaceChildren(h('p', {}, h('b', { text: title })), items.length ? h('ul', {}, items) : '',
      session ? h('p', {}, h('a', { href: `#/sessions/${session}`, text: `See session ${session}` })) : '');
    this.summary.hidden = false;
    this.summary.focus();
  }

  busy(busy) {
    this.submit.disabled = busy;
    this.submit.textContent = busy ? 'Joining…' : 'Join';
  }
}

function reveal(target) {
  target.closest('details')?.setAttribute('open', '');
  target.focus();
}
