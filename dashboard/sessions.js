// The sessions that this page knows: read from the list, kept fresh by life-cycle events.

import { call } from './api.js';
import { LIVE } from './words.js';

const PAGE = 500;
const MOST_LIVE_PAGES = 20;
const MOST_ENDED = 2_000;
const PREFIX = 'bot.session.';

export class Sessions {
  /** @param changed called after any change, at most once for a batch of events */
  constructor(changed) {
    this.changed = changed;
    this.byId = new Map();
    this.order = []; // Ids, newest first: they are ULIDs.
    this.stale = false;
    this.older = null; // The cursor behind the oldest ended ones that were read.
    this.loaded = false;
    this.refreshing = null;
    this.again = false;
  }

  get(id) {
    return this.byId.get(id);
  }

  /** All that are known, newest first. */
  all() {
    if (this.stale) {
      this.order = [...this.byId.keys()].sort().reverse();
      this.stale = false;
    }
    return this.order.map((id) => this.byId.get(id));
  }

  /** Reads everything anew: at the start, and after events were lost. */
  async load() {
    const asked = performance.now();
    const seen = new Set();
    let after = null;
    for (let page = 0; page < MOST_LIVE_PAGES; page += 1) {
      const { body } = await call('GET', `/v1/sessions?${states(LIVE)}&limit=${PAGE}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
      body.sessions.forEach((session) => { seen.add(session.session_id); this.merge(session, asked); });
      after = body.next;
      if (!after) break;
    }
    const { body } = await call('GET', '/v1/sessions?state=ended&limit=200');
    body.sessions.forEach((session) => this.merge(session, asked));
    this.older = body.next;
    this.loaded = true;
    // What we thought alive and is in no list has ended unseen, or its record is gone.
    if (!after) this.forgetUnseen(seen, asked);
    this.changed();
  }

  /** The next page of ended sessions. */
  async loadOlder() {
    if (!this.older) return;
    const { body } = await call('GET', `/v1/sessions?state=ended&limit=200&after=${encodeURIComponent(this.older)}`);
    body.sessions.forEach((session) => this.merge(session, performance.now()));
    this.older = body.next;
    this.changed();
  }

  /** Reads the newest again, since an event named a session that is not known here; many such ask once. */
  refresh() {
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = setTimeout(async () => {
      const asked = performance.now();
      try {
        const { body } = await call('GET', `/v1/sessions?limit=${PAGE}`);
        body.sessions.forEach((session) => this.merge(session, asked));
        this.changed();
      } catch {
        // The next event asks again.
      }
      this.refreshing = null;
      if (this.again) {
        this.again = false;
        this.refresh();
      }
    }, 300);
  }

  /** The places of those that wait change without an event. */
  async refreshQueued() {
    const asked = performance.now();
    const { body } = await call('GET', `/v1/sessions?state=queued&limit=${PAGE}`);
    body.sessions.forEach((session) => this.merge(session, asked));
    this.changed();
  }

  /** Takes a document in. What an event has said since it was asked for is newer than it. */
  merge(session, asked) {
    const known = this.byId.get(session.session_id);
    if (!known) this.stale = true;
    if (known && known.touched > asked) {
      const { state, phase, attempt, end, touched } = known;
      this.byId.set(session.session_id, { ...session, state, phase, attempt, end, touched });
    } else {
      this.byId.set(session.session_id, { ...session, touched: asked });
    }
  }

  /** Takes a life-cycle event in. */
  apply(envelope) {
    if (!envelope.type.startsWith(PREFIX) || /\/\d+$/.test(envelope.source)) return;
    const id = envelope.subject;
    const known = this.byId.get(id) || this.unknown(envelope);
    known.touched = performance.now();
    known.attempt = envelope.attempt ?? known.attempt;
    const word = envelope.type.slice(PREFIX.length);
    if (word === 'progress') {
      if (known.state === 'starting' && envelope.data) known.phase = envelope.data.phase;
      this.changed();
      return;
    }
    if (known.state === 'ended' && word !== 'end') return;
    known.state = word === 'end' ? 'ended' : word;
    known.phase = word === 'starting' ? 'claimed' : null;
    if (word !== 'queued') known.queue = null;
    if (word === 'end' && envelope.data) {
      known.end = envelope.data.end;
      this.bound();
    }
    this.changed();
  }

  unknown(envelope) {
    const session = {
      session_id: envelope.subject, state: 'queued', bot: envelope.bot || '', room_url: '', created_at: envelope.time,
      attempt: null, phase: null, queue: null, labels: {}, priority: 5, end: null, touched: 0,
    };
    this.byId.set(session.session_id, session);
    this.stale = true;
    this.refresh();
    return session;
  }

  forgetUnseen(seen, asked) {
    for (const [id, session] of this.byId) {
      if (session.state !== 'ended' && !seen.has(id) && session.touched <= asked) {
        this.byId.delete(id);
        this.stale = true;
      }
    }
  }

  bound() {
    if (this.byId.size < MOST_ENDED * 1.2) return;
    const ended = this.all().filter((session) => session.state === 'ended');
    ended.slice(MOST_ENDED).forEach((session) => this.byId.delete(session.session_id));
    this.stale = true;
  }
}

function states(words) {
  return words.map((word) => `state=${word}`).join('&');
}
