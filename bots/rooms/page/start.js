// The start page: which room, and who.

import { name, asked } from './memory.js';

const WORDS = [
  ['quiet', 'early', 'amber', 'north', 'paper', 'green', 'lucky', 'round', 'small', 'sunny'],
  ['otter', 'tower', 'maple', 'river', 'comet', 'attic', 'bagel', 'meadow', 'pilot', 'violin'],
];
const ROOM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const field = (id) => document.getElementById(id);
const [, numbered] = crypto.getRandomValues(new Uint32Array(2));
const pick = (list) => list[crypto.getRandomValues(new Uint32Array(1))[0] % list.length];

field('room').value = `${pick(WORDS[0])}-${pick(WORDS[1])}-${10 + (numbered % 90)}`;
field('name').value = name.get();
(field('name').value ? field('room') : field('name')).focus();

field('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  const room = field('room').value.trim();
  const who = field('name').value.trim();
  const roomFault = ROOM.test(room) && room !== 'healthz' ? '' : 'Letters, digits, dots, dashes and underscores, at most 64, and a letter or digit first.';
  const nameFault = who ? '' : 'The others will want to know.';
  show('name', nameFault);
  show('room', roomFault);
  if (roomFault || nameFault) return;
  name.set(who);
  asked.set();
  location.assign(`/${room}`);
});

function show(id, fault) {
  field(`${id}-error`).textContent = fault;
  field(id).setAttribute('aria-invalid', fault ? 'true' : 'false');
  if (fault) field(id).focus();
}
