// The connection to a room: joins, comes back to its seat, and sends again what the room has not had.

const PING = 10_000;
const PATIENCE = 10_000;
const PAUSE = 300;
const LONGEST_PAUSE = 4_000;
const MOST_UNSENT = 200;
const LONGEST = 16 * 1024; // bytes: the server closes the connection over a longer message
const TAKEN_OVER = 4002;

/**
 * Told: `message(m)` for each event, `welcome(m, anew)` when it is in (anew: forget what was shown), `state(word)`, and
 * `over(why, detail)` when it will not come back by itself.
 */
export class Wire {
  constructor(url, person, told) {
    this.url = url;
    this.person = person;
    this.told = told;
    this.seat = null;
    this.last = null;
    this.unsent = [];
    this.numbered = 0;
    this.pause = PAUSE;
    this.done = false;
    this.welcomed = false;
    window.addEventListener('online', () => this.hurry());
  }

  /** With a seat that an earlier page of this tab had, where there is one. */
  open(seat) {
    this.seat = seat;
    this.connect();
  }

  connect() {
    clearTimeout(this.retry);
    this.told.state(this.welcomed ? 'reconnecting' : 'connecting');
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.quiet(PATIENCE);
    socket.addEventListener('open', () => this.hello());
    socket.addEventListener('message', (event) => {
      if (socket === this.socket) this.took(JSON.parse(event.data));
    });
    socket.addEventListener('close', (event) => {
      if (socket === this.socket) this.lost(event.code);
    });
  }

  hello() {
    if (this.seat) {
      const again = { type: 'resume', version: 1, seat: this.seat };
      if (this.last !== null) again.after = this.last;
      this.send(again);
    } else {
      this.send({ type: 'join', version: 1, echo: true, ...this.person });
    }
  }

  took(message) {
    this.heard();
    if (message.received !== undefined && this.live) this.had(message.received);
    if (message.n !== undefined) {
      if (message.n <= this.last) return;
      this.last = message.n;
    }
    switch (message.type) {
      case 'welcome': this.entered(message); break;
      case 'error': this.refused(message); break;
      case 'closed': this.finish(message.why); break;
      case 'pong': break;
      default: this.told.message(message);
    }
  }

  entered(message) {
    const anew = this.last === null || !message.resumed;
    this.seat = message.seat;
    if (anew) this.last = message.last;
    if (message.resumed) this.had(message.received);
    else this.number();
    this.numbered = Math.max(this.numbered, message.received);
    this.live = true;
    this.welcomed = true;
    this.pause = PAUSE;
    this.told.welcome(message, anew);
    this.told.state('live');
    this.unsent.forEach((each) => this.send(each));
  }

  /** Another seat counts from 1 again. */
  number() {
    this.numbered = 0;
    this.unsent.forEach((each) => { each.n = this.numbered += 1; });
  }

  refused(message) {
    if (message.code === 'unknown_seat' || message.code === 'gap') {
      this.seat = null;
      this.last = null;
      this.pause = 0;
    } else if (message.code !== 'not_allowed') {
      this.finish(message.code, message.detail);
    }
  }

  had(number) {
    this.unsent = this.unsent.filter((each) => each.n > number);
  }

  lost(code) {
    this.live = false;
    clearTimeout(this.alarm);
    if (this.done) return;
    if (code === TAKEN_OVER) {
      this.finish('taken_over');
      return;
    }
    this.told.state(this.welcomed ? 'reconnecting' : 'connecting');
    this.retry = setTimeout(() => this.connect(), this.pause * (0.5 + Math.random() / 2));
    this.pause = Math.min(LONGEST_PAUSE, Math.max(PAUSE, this.pause * 2));
  }

  hurry() {
    if (!this.live && !this.done && this.socket?.readyState === WebSocket.CLOSED) this.connect();
  }

  /** Something came: ask for a sign of life only after a while without one. */
  heard() {
    this.quiet(PING, () => {
      this.send({ type: 'ping' });
      this.quiet(PATIENCE);
    });
  }

  quiet(wait, then = () => this.drop()) {
    clearTimeout(this.alarm);
    this.alarm = setTimeout(then, wait);
  }

  /** A connection that does not answer is none; its close may take long to come. */
  drop() {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.lost(0);
  }

  finish(why, detail) {
    this.done = true;
    this.live = false;
    clearTimeout(this.alarm);
    clearTimeout(this.retry);
    this.socket?.close();
    this.told.state('over');
    this.told.over(why, detail);
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** Says something; what cannot go now goes later. Told: `said`, `too_many` wait already, or it is `too_long`. */
  say(text) {
    if (this.unsent.length >= MOST_UNSENT) return 'too_many';
    const message = { type: 'say', n: this.numbered + 1, text };
    if (new TextEncoder().encode(JSON.stringify(message)).length > LONGEST) return 'too_long';
    this.numbered += 1;
    this.unsent.push(message);
    if (this.live) this.send(message);
    return 'said';
  }

  typing(on) {
    if (this.live) this.send({ type: 'typing', on });
  }

  closeRoom() {
    this.send({ type: 'close' });
  }

  leave() {
    this.send({ type: 'leave' });
    this.finish('left');
  }
}
