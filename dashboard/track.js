// A session as a line through its states: five stops, filled up to where it is.

import { h } from './dom.js';
import { LIVE, tone } from './words.js';

export function newTrack() {
  return h('span', { class: 'track', 'aria-hidden': 'true' }, LIVE.map(() => h('i')));
}

/** Draws where a session is; touches only what differs. */
export function drawTrack(track, session) {
  const ended = session.state === 'ended';
  const at = LIVE.indexOf(ended ? (session.end ? session.end.stage : 'joined') : session.state);
  const look = `${session.state}/${at}/${ended ? tone(session.end) : ''}`;
  if (track.dataset.look === look) return;
  track.dataset.look = look;
  track.dataset.state = session.state;
  track.dataset.tone = ended ? tone(session.end) : '';
  [...track.children].forEach((stop, i) => { stop.className = i < at ? 'past' : i === at ? 'now' : ''; });
}

/** The state in a word or two. */
export function stateWords(session) {
  if (session.state === 'ended') return session.end ? session.end.outcome : 'ended';
  if (session.state === 'starting' && session.phase && session.phase !== 'claimed') return session.phase;
  if (session.state === 'queued' && session.queue) return `queued · ${session.queue.position}`;
  return session.state;
}
