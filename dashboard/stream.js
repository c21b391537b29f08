// A stream of events that goes on where it was cut. Read by fetch rather than EventSource: a refusal has a status and
// words, which EventSource keeps to itself.

import { problemOf } from './api.js';

const SILENCE = 45_000; // Something comes every 15 s.
const LONGEST_PAUSE = 15_000;

export class EventStream {
  /**
   * @param path where it is, without the cursor; read anew at each connection
   * @param tell `{event(envelope), notice(name, data), state(word, detail)}`
   */
  constructor(path, tell) {
    this.path = path;
    this.tell = tell;
    this.cursor = null;
    this.abort = null;
    this.retry = 3_000;
  }

  start() {
    if (this.abort) return;
    const abort = new AbortController();
    this.abort = abort;
    this.follow(abort);
  }

  stop(word = 'stopped') {
    if (!this.abort) return;
    this.abort.abort();
    this.abort = null;
    this.tell.state(word);
  }

  /** Connects again, with another path maybe; nothing is missed. */
  restart() {
    if (!this.abort) return;
    this.abort.abort();
    this.abort = null;
    this.start();
  }

  async follow(abort) {
    let failures = 0;
    while (this.abort === abort) {
      this.tell.state(failures ? 'reconnecting' : 'connecting');
      const ending = await this.once(abort).catch((failed) => ({ failed }));
      if (this.abort !== abort) return;
      if (ending.over) {
        this.abort = null;
        this.tell.state(ending.over, ending.detail);
        return;
      }
      failures = ending.heard ? 1 : failures + 1;
      const pause = ending.wait ?? Math.min(LONGEST_PAUSE, this.retry * 0.35 * 1.6 ** failures);
      this.tell.state('reconnecting', ending.detail);
      await sleep(pause * (0.8 + 0.4 * Math.random()), abort.signal);
    }
  }

  /** One connection, until it ends: `{over}` for good, else what is known of when to come again. */
  async once(abort) {
    const path = this.path();
    const cursor = this.cursor ? `${path.includes('?') ? '&' : '?'}last_event_id=${encodeURIComponent(this.cursor)}` : '';
    const response = await fetch(path + cursor, {
      headers: { Accept: 'text/event-stream' }, signal: abort.signal, cache: 'no-store', credentials: 'same-origin',
    });
    if (response.status === 204) return { over: 'ended' };
    if (!response.ok) {
      const problem = await problemOf(response, path);
      if (problem.status === 401) return { over: 'unauthorized' };
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429 && problem.status !== 408) {
        return { over: 'refused', detail: problem.sentence() };
      }
      return { wait: problem.retryAfter ? problem.retryAfter * 1000 : undefined, detail: problem.sentence() };
    }
    return this.read(response.body.getReader(), abort);
  }

  async read(reader, abort) {
    const text = new TextDecoder();
    let rest = '';
    let frame = { data: [] };
    let heard = false;
    let ending = {};
    let timer;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => reader.cancel().catch(() => {}), SILENCE);
    };
    const stopped = () => reader.cancel().catch(() => {});
    abort.signal.addEventListener('abort', stopped);
    try {
      watch();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || this.abort !== abort) break;
        watch();
        if (!heard) {
          heard = true;
          this.tell.state('live');
        }
        const lines = (rest + text.decode(value, { stream: true })).split('\n');
        rest = lines.pop();
        for (const line of lines) frame = this.line(line.replace(/\r$/, ''), frame, (close) => { ending = close; });
      }
    } finally {
      clearTimeout(timer);
      abort.signal.removeEventListener('abort', stopped);
    }
    return { heard, ...ending };
  }

  line(line, frame, closed) {
    if (line !== '') {
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') frame.data.push(value);
      else if (field === 'event') frame.event = value;
      else if (field === 'id') frame.id = value;
      else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
      return frame;
    }
    if (frame.id) this.cursor = frame.id;
    if (frame.data.length) {
      const data = JSON.parse(frame.data.join('\n'));
      if (frame.event) this.notice(frame.event, data, closed);
      else this.tell.event(data);
    }
    return { data: [] };
  }

  notice(name, data, closed) {
    this.tell.notice(name, data);
    if (name !== 'stream.close') return;
    if (data.reason === 'session_ended') closed({ over: 'ended' });
    else if (data.reason === 'unauthorized') closed({ over: 'unauthorized' });
    else closed({ wait: data.reason === 'shutdown' ? 1_000 : 100 });
  }
}

function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); });
  });
}
