// What was said, as it grows. Only what is finished is read out by screen readers: words that come one by one are no help.

import { h, put, plain, frame, say } from './dom.js';

const MOST = 500;
const NEAR = 60;

export class Talk {
  constructor() {
    this.list = document.getElementById('messages');
    this.box = document.getElementById('said');
    this.nothing = document.getElementById('nothing');
    this.newer = document.getElementById('newer');
    this.utterances = new Map();
    this.newer.addEventListener('click', () => { this.toEnd(); this.box.focus(); });
    this.box.addEventListener('scroll', () => { if (this.atEnd()) this.newer.hidden = true; }, { passive: true });
  }

  clear() {
    this.list.replaceChildren();
    this.utterances.clear();
    this.nothing.hidden = false;
  }

  /** A piece of something that somebody says. */
  said(from, message, mine, aloud = true) {
    const following = this.atEnd();
    let known = this.utterances.get(message.utterance);
    if (!known) {
      known = this.begin(from, mine);
      this.utterances.set(message.utterance, known);
    }
    known.text += message.text;
    known.state = message.state;
    frame(known.show);
    if (aloud && message.state !== 'open' && !mine) say(`${plain(from.name)}: ${plain(known.text)}${message.state === 'cut' ? ' (broken off)' : ''}`);
    if (message.state !== 'open') this.utterances.delete(message.utterance);
    this.grown(following);
  }

  begin(from, mine) {
    const text = h('p', { class: 'words', dir: 'auto' });
    const mark = h('span', { class: 'mark-cut', text: 'broken off', hidden: true });
    const item = h('li', { class: `message${mine ? ' mine' : ''}${from.bot ? ' of-bot' : ''}`, data: { state: 'open' } },
      h('p', { class: 'who' }, h('bdi', { class: 'name', text: from.name }), from.bot && h('span', { class: 'tag', text: 'bot' }), mine && h('span', { class: 'dim', text: 'you' })),
      text, mark);
    const known = { text: '', state: 'open' };
    known.show = () => {
      const following = this.atEnd();
      put(text, known.text);
      item.dataset.state = known.state;
      mark.hidden = known.state !== 'cut';
      if (following) this.toEnd();
    };
    this.add(item);
    return known;
  }

  /** Something that happened. */
  note(text, aloud = true) {
    const following = this.atEnd();
    this.add(h('li', { class: 'note' }, h('bdi', { text })));
    if (aloud) say(plain(text));
    this.grown(following);
  }

  add(item) {
    this.nothing.hidden = true;
    this.list.append(item);
    while (this.list.childElementCount > MOST) this.list.firstElementChild.remove();
  }

  grown(following) {
    if (following) this.toEnd();
    else this.newer.hidden = false;
  }

  atEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.newer.hidden = true;
  }
}
