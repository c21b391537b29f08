// The room's page: puts the parts together.

import { put, say, plain } from './dom.js';
import { invitation } from './invite.js';
import { asked, identity, name, seat } from './memory.js';
import { People } from './people.js';
import { Talk } from './talk.js';
import { Wire } from './wire.js';

const TYPING_STOPS = 3_000;
const SURE = 5_000;
const WHY = {
  evicted: 'You came in again elsewhere, so this page has left.',
  closed: 'The room was closed for all.',
  taken_over: 'This room is open in another tab, which has your seat.',
  left: 'You have left.',
  room_full: 'The room is full. Try again later.',
  server_full: 'There is no place for another room. Try again later.',
  bad_token: 'These rooms want a token.',
};
const UNSAID = {
  too_many: 'Too much waits to be sent. Wait until the connection is back.',
  too_long: 'This is too long to be said at once. Say it in parts.',
};

const at = (id) => document.getElementById(id);
const room = location.pathname.replace(/\/+$/, '').slice(1);
const address = `${location.origin}/${room}`;
const talk = new Talk();
const people = new People();
let wire = null;
let typing = null;
let sure = null;

document.title = `${room} · Botrunner`;
put(at('room-name'), room);
at('name').value = name.get();

const about = await fetch('/_rooms/about.json').then((answer) => answer.json(), () => ({ token: false, control: null }));
at('token-field').hidden = !about.token;
invitation(at('invite'), about.control, address);

if (seat.get(room)) enter(seat.get(room));
else if (asked.take() && name.get() && !about.token) enter(null);
else at('name').focus();

at('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  const who = at('name').value.trim();
  put(at('door-error'), who ? '' : 'The others will want to know.');
  if (!who) {
    at('name').focus();
    return;
  }
  name.set(who);
  enter(null);
});

function enter(oldSeat) {
  const person = { name: name.get() || at('name').value.trim() || 'Guest', identity: identity() };
  const token = at('token').value;
  if (token) person.token = token;
  const url = address.replace(/^http/, 'ws');
  wire = new Wire(url, person, { message, welcome, state, over });
  at('enter-button').disabled = true;
  wire.open(oldSeat);
}

function welcome(message, anew) {
  const wasIn = document.body.dataset.at === 'room';
  seat.set(room, message.seat);
  people.set(message.you, message.participants);
  if (anew) {
    talk.clear();
    message.history.forEach((each) => talk.said(each.from, each, each.from.id === message.you.id, false));
    if (wasIn) talk.note('You were away for too long: this is the room as it is now.');
  }
  document.body.dataset.at = 'room';
  at('door').hidden = true;
  at('inside').hidden = false;
  at('leave').hidden = false;
  at('link-state').hidden = false;
  talk.toEnd();
  if (!wasIn) {
    say(`You are in ${room}`);
    at('text').focus();
  }
}

function message(message) {
  switch (message.type) {
    case 'joined':
      people.came(message.participant);
      talk.note(`${message.participant.name} came in`);
      break;
    case 'left': {
      const gone = people.went(message.id);
      if (gone) talk.note(`${gone.name} ${message.reason === 'lost' ? 'was lost' : 'left'}`);
      break;
    }
    case 'typing': people.types(message.from, message.on); break;
    case 'said': {
      const from = people.of(message.from);
      if (!from) break;
      people.types(message.from, false);
      talk.said(from, message, from === people.me);
      break;
    }
  }
}

function state(word) {
  at('link-state').dataset.state = word;
  put(at('link-state'), word === 'live' ? 'connected' : word);
  if (word === 'reconnecting') say('The connection is lost. Trying to get it back.');
}

function over(why, detail) {
  if (why !== 'taken_over') seat.set(room, null);
  document.body.dataset.at = 'door';
  at('door').hidden = false;
  at('inside').hidden = true;
  at('leave').hidden = true;
  at('link-state').hidden = true;
  at('enter-button').disabled = false;
  if (why === 'bad_token') at('token-field').hidden = false;
  put(at('door-title'), why === 'left' || why === 'closed' ? 'Come in again?' : 'Who are you?');
  put(at('door-error'), WHY[why] ?? `${plain(detail ?? why)}`);
  at(why === 'bad_token' ? 'token' : 'name').focus();
}

function speak() {
  const text = at('text').value.trim();
  if (!text || !wire) return;
  const unsaid = UNSAID[wire.say(text)];
  if (unsaid) {
    talk.note(unsaid);
    return;
  }
  at('text').value = '';
  grow();
  typed(false);
  talk.toEnd();
}

function typed(on) {
  const was = typing !== null;
  clearTimeout(typing);
  typing = on ? setTimeout(() => typed(false), TYPING_STOPS) : null;
  if (was !== on) wire?.typing(on);
}

/** Closing a room is meant twice. */
function ask(on) {
  clearTimeout(sure);
  sure = on ? setTimeout(() => ask(false), SURE) : null;
  put(at('close-room'), on ? 'Sure? Close it' : 'Close the room for all');
  if (on) say('Press again to close the room for all');
}

/** The field is as high as its text. */
function grow() {
  const field = at('text');
  field.rows = Math.min(6, Math.max(1, field.value.split('\n').length));
}

at('speak').addEventListener('submit', (event) => {
  event.preventDefault();
  speak();
});
at('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    speak();
  }
});
at('text').addEventListener('input', () => {
  grow();
  typed(at('text').value.trim() !== '');
});
at('leave').addEventListener('click', () => wire?.leave());
at('close-room').addEventListener('click', () => {
  if (sure) wire?.closeRoom();
  ask(!sure);
});
at('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(address);
    say('Address copied');
    put(at('copy'), 'Copied');
    setTimeout(() => put(at('copy'), 'Copy address'), 2_000);
  } catch {
    put(at('copy'), address);
  }
});
