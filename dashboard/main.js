// Puts the page together: one stream keeps the sessions fresh; one view at a time, chosen by the part of the address
// after #, which may have a stream of its own.

import { h, put, say } from './dom.js';
import { call, onUnauthorized } from './api.js';
import { EventStream } from './stream.js';
import { Sessions } from './sessions.js';
import { SessionsView } from './view-sessions.js';
import { SessionView } from './view-session.js';
import { EventsView } from './view-events.js';
import { QueueView } from './view-queue.js';
import { JoinView } from './view-join.js';
import { LoginView } from './view-login.js';

const ASLEEP_AFTER = 30_000; // A browser opens few connections to one server: a hidden page gives its own back.
const LOGGED_IN = 'botrunner-logged-in';

class App {
  constructor() {
    this.main = document.getElementById('main');
    this.linkState = document.getElementById('link-state');
    this.bots = [];
    this.defaultBot = null;
    this.sessions = new Sessions(() => this.list.changed());
    this.list = new SessionsView(this);
    this.events = new EventsView();
    this.queue = new QueueView(this);
    this.join = new JoinView(this);
    this.login = new LoginView(() => this.loggedIn());
    this.session = null;
    this.heading = h('h1', { class: 'unseen', text: 'Sessions' });
    this.note = h('p', { class: 'toast', hidden: true });
    document.body.append(this.note);
    this.stream = new EventStream(() => '/v1/events?type=bot.session.*', {
      event: (envelope) => this.sessions.apply(envelope),
      notice: (name, data) => this.noticed(name, data),
      state: (word, detail) => this.linked(word, detail),
    });
  }

  async start() {
    onUnauthorized(() => this.askForKey());
    window.addEventListener('hashchange', () => this.route(true));
    document.addEventListener('visibilitychange', () => this.seen());
    // A page that is left may be kept for the way back, and its connections with it: six such streams, and nothing loads.
    window.addEventListener('pagehide', () => this.fallAsleep());
    window.addEventListener('pageshow', (event) => { if (event.persisted && !this.atLogin) this.wake(); });
    document.getElementById('logout').addEventListener('click', () => this.logOut());
    document.getElementById('skip').addEventListener('click', (event) => { event.preventDefault(); this.main.focus(); });
    setInterval(() => { if (!document.hidden && !this.atLogin) this.list.grid.refresh(); }, 1_000);
    setInterval(() => this.refreshQueued(), 5_000);
    startTheme();
    await this.begin();
  }

  /** Once the server lets us in. */
  async begin() {
    this.atLogin = false;
    this.route(false);
    try {
      const { body } = await call('GET', '/v1/bots');
      this.bots = body.bots;
      this.defaultBot = body.default;
      this.join.open();
    } catch (problem) {
      if (problem.status === 401) return;
      this.warn(problem);
    }
    document.getElementById('logout').hidden = !remembered(LOGGED_IN);
    this.stream.start();
  }

  route(moved) {
    if (this.atLogin) return;
    const [view = 'sessions', id] = location.hash.replace(/^#\/?/, '').split('/').filter(Boolean);
    const before = document.body.dataset.view;
    this.leave(view, id);
    const shown = { events: this.events, queue: this.queue, join: this.join }[view];
    document.body.dataset.view = shown ? view : id ? 'session' : 'sessions';
    document.querySelectorAll('[data-tab]').forEach((tab) => {
      if (tab.dataset.tab === (shown ? view : 'sessions')) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    });
    if (shown) this.show(shown, view);
    else this.showSessions(id);
    if (view === 'join' && id) this.join.prefill(id);
    if (moved) this.focusAfter(before, shown, id);
  }

  leave(view, id) {
    if (this.session && (view !== 'sessions' || this.session.id !== id)) {
      this.session.close();
      this.session = null;
    }
    if (view !== 'queue') this.queue.close();
    if (view !== 'events') this.events.close();
  }

  show(shown, view) {
    this.main.replaceChildren(shown.element);
    shown.open();
    document.title = `${view[0].toUpperCase()}${view.slice(1)} · Botrunner`;
  }

  showSessions(id) {
    if (id && !this.session) this.session = new SessionView(this, id).open();
    if (this.list.element.parentElement !== this.main) this.main.replaceChildren(this.heading, this.list.element);
    [...this.main.children].slice(2).forEach((old) => old.remove());
    this.main.append(...(this.session ? [this.session.element] : []));
    this.list.grid.choose(id || null);
    this.list.changed();
    document.title = id ? `${id.slice(-8)} · Botrunner` : 'Sessions · Botrunner';
  }

  focusAfter(before, shown, id) {
    if (this.session && id) this.session.title.focus({ preventScroll: true });
    else if (!shown && before === 'session') this.list.grid.element.focus();
    else if (before !== document.body.dataset.view) this.main.focus();
    window.scrollTo(0, 0);
  }

  noticed(name, data) {
    const first = name === 'stream.open' && (!data.resumed || data.gap);
    if (first || name === 'stream.gap') this.sessions.load().catch((problem) => this.warn(problem));
  }

  linked(word, detail) {
    if (this.linkState.dataset.state !== word && (word === 'reconnecting' || (word === 'live' && this.linkState.dataset.state === 'reconnecting'))) {
      say(word === 'live' ? 'Connected again' : 'The connection was lost; trying again');
    }
    this.linkState.dataset.state = word;
    put(this.linkState, word);
    this.linkState.title = detail || '';
    // Without a stream the list can still be read.
    if ((word === 'refused' || word === 'reconnecting') && !this.sessions.loaded) this.sessions.load().catch((problem) => this.warn(problem));
    if (word === 'unauthorized') this.askForKey();
  }

  seen() {
    clearTimeout(this.sleep);
    if (this.atLogin) return;
    if (document.hidden) this.sleep = setTimeout(() => this.fallAsleep(), ASLEEP_AFTER);
    else this.wake();
  }

  fallAsleep() {
    [this.stream, this.events.stream, this.session?.stream].forEach((stream) => stream?.stop('asleep'));
  }

  wake() {
    this.stream.start();
    if (document.body.dataset.view === 'events') this.events.stream.start();
    if (this.session?.session?.state !== 'ended') this.session?.stream.start();
  }

  refreshQueued() {
    if (document.hidden || this.atLogin || !this.sessions.all().some((session) => session.queue)) return;
    this.sessions.refreshQueued().catch(() => {});
  }

  askForKey() {
    if (this.atLogin) return;
    this.atLogin = true;
    this.stream.stop();
    this.leave('login');
    remember(LOGGED_IN, false);
    document.getElementById('logout').hidden = true;
    document.body.dataset.view = 'login';
    document.title = 'Log in · Botrunner';
    this.main.replaceChildren(this.login.element);
    this.login.key.focus();
  }

  loggedIn() {
    remember(LOGGED_IN, true);
    say('Logged in');
    this.begin();
  }

  async logOut() {
    try {
      await call('POST', '/v1/logout');
    } catch (problem) {
      this.warn(problem);
      return;
    }
    this.sessions.byId.clear();
    this.sessions.stale = true;
    this.events.forget();
    this.stream.cursor = null;
    this.askForKey();
  }

  tell(words) {
    this.note.textContent = words;
    this.note.hidden = false;
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => { this.note.hidden = true; }, 6_000);
  }

  warn(problem) {
    if (problem.status === 401 || problem.name === 'AbortError') return;
    this.tell(problem.sentence ? problem.sentence() : String(problem));
  }
}

function startTheme() {
  const button = document.getElementById('theme');
  const root = document.documentElement;
  const words = { auto: ['Auto', 'as the system has them'], light: ['Light', 'light'], dark: ['Dark', 'dark'] };
  const draw = () => {
    const [word, meaning] = words[root.dataset.theme || 'auto'];
    button.textContent = word;
    button.setAttribute('aria-label', `Colours: ${meaning}`);
  };
  button.addEventListener('click', () => {
    const next = { auto: 'light', light: 'dark', dark: 'auto' }[root.dataset.theme || 'auto'];
    if (next === 'auto') delete root.dataset.theme;
    else root.dataset.theme = next;
    remember('botrunner-theme', next === 'auto' ? false : next);
    draw();
  });
  draw();
}

function remember(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Private windows may have no storage: then it is forgotten.
  }
}

function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

const app = new App();
app.start();
