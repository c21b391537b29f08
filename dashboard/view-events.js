// The log of everything that this key may see. Its stream runs only while it is looked at, and resumes then.

import { h } from './dom.js';
import { EventLog } from './log.js';
import { EventStream } from './stream.js';

export class EventsView {
  constructor() {
    this.log = new EventLog({ label: 'Events of all sessions' });
    this.earliest = null;
    this.fromStart = h('button', { type: 'button', class: 'quiet', id: 'from-start', hidden: true, text: 'Read from the earliest', on: { click: () => this.readAll() } });
    this.log.pauser.after(this.fromStart);
    this.element = h('section', { class: 'page tall', 'aria-labelledby': 'events-title' },
      h('h1', { id: 'events-title', class: 'unseen', text: 'Events' }), this.log.element);
    this.stream = new EventStream(() => '/v1/events', {
      event: (envelope) => this.log.add(envelope),
      notice: (name, data) => this.noticed(name, data),
      state: (word, detail) => this.log.state(word, detail),
    });
  }

  open() {
    this.stream.start();
    return this;
  }

  close() {
    this.stream.stop('not running');
  }

  noticed(name, data) {
    this.log.notice(name, data);
    if (name === 'stream.open') {
      this.earliest = data.earliest;
      this.fromStart.hidden = !data.earliest;
    }
  }

  /** All that the server still keeps, instead of what is shown. */
  readAll() {
    this.log.clear();
    this.stream.cursor = this.earliest;
    this.stream.restart();
  }

  /** As if it had never been looked at. */
  forget() {
    this.close();
    this.log.clear();
    this.stream.cursor = null;
  }
}
