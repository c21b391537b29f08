// Who is there, and who is typing.

import { h, put, plain } from './dom.js';

const TYPING_FADES = 8_000;

export class People {
  constructor() {
    this.list = document.getElementById('people');
    this.title = document.getElementById('people-title');
    this.line = document.getElementById('typing');
    this.there = new Map();
    this.typers = new Map();
    this.me = null;
  }

  set(me, others) {
    this.me = me;
    this.there = new Map(others.map((each) => [each.id, each]));
    this.typers.forEach((timer) => clearTimeout(timer));
    this.typers.clear();
    this.show();
  }

  of(id) {
    return id === this.me?.id ? this.me : this.there.get(id);
  }

  came(participant) {
    this.there.set(participant.id, participant);
    this.show();
  }

  went(id) {
    const gone = this.there.get(id);
    this.there.delete(id);
    this.types(id, false);
    this.show();
    return gone;
  }

  types(id, on) {
    clearTimeout(this.typers.get(id));
    this.typers.delete(id);
    if (on && this.there.has(id)) this.typers.set(id, setTimeout(() => this.types(id, false), TYPING_FADES));
    const names = [...this.typers.keys()].map((each) => plain(this.there.get(each)?.name ?? ''));
    put(this.line, names.length === 0 ? '' : names.length === 1 ? `${names[0]} is typing…` : `${names.length} are typing…`);
  }

  show() {
    const all = this.me ? [this.me, ...this.there.values()] : [];
    put(this.title, `In the room · ${all.length}`);
    this.list.replaceChildren(...all.map((each) => h('li', { class: each.bot ? 'of-bot' : '' },
      h('bdi', { class: 'name', text: each.name }), each.bot && h('span', { class: 'tag', text: 'bot' }),
      each === this.me && h('span', { class: 'dim', text: 'you' }))));
  }
}
