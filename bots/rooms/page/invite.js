// Sends a bot here. The control server knows nothing of this room but its address.

import { h, say } from './dom.js';

/** @param control URL of the control server, or null */
export async function invitation(element, control, room) {
  if (!control) {
    element.replaceChildren(h('p', { class: 'dim', text: 'On the command line:' }), h('code', { class: 'command', text: `botrunner join ${room}` }));
    return;
  }
  const choice = h('select', { id: 'bot' }, h('option', { value: '', text: 'the default' }));
  const button = h('button', { type: 'submit', id: 'invite-bot', text: 'Invite' });
  const answer = h('p', { class: 'answer', id: 'invited' });
  const form = h('form', { on: { submit: (event) => { event.preventDefault(); send(); } } },
    h('label', { for: 'bot', class: 'unseen', text: 'Bot' }), h('div', { class: 'invite-line' }, choice, button));
  element.replaceChildren(form, answer);

  const elsewhere = (text) => [text, ' ', h('a', { href: `${control}/#/join/${encodeURIComponent(room)}`, target: '_blank', rel: 'noopener', text: 'Do it on the dashboard' })];

  async function send() {
    button.disabled = true;
    answer.replaceChildren('Asking…');
    const body = { room_url: room };
    if (choice.value) body.bot = choice.value;
    try {
      const response = await fetch(`${control}/v1/join`, { method: 'POST', credentials: 'include', headers: { 'Content-Type': 'application/json', 'X-Botrunner': '1' }, body: JSON.stringify(body) });
      const document = await response.json();
      if (response.ok) accepted(document);
      else if (response.status === 401 || response.status === 403) answer.replaceChildren(...elsewhere('It wants to know who asks.'));
      else answer.replaceChildren(...elsewhere(`Not sent: ${document.detail ?? document.title ?? response.status}`));
    } catch {
      answer.replaceChildren(...elsewhere('The control server does not answer.'));
    } finally {
      button.disabled = false;
    }
  }

  function accepted(session) {
    const words = session.reused ? `${session.bot} is here already.` : `${session.bot} is on its way.`;
    answer.replaceChildren(words, ' ', h('a', { id: 'session-link', href: `${control}/#/sessions/${session.session_id}`, target: '_blank', rel: 'noopener', text: 'Watch its session' }));
    say(words);
  }

  try {
    const response = await fetch(`${control}/v1/bots`, { credentials: 'include' });
    if (!response.ok) return;
    const { bots, default: usual } = await response.json();
    choice.replaceChildren(...(usual ? [] : [h('option', { value: '', text: 'choose one' })]), ...bots.map(({ bot }) => h('option', { value: bot, text: bot })));
    choice.value = usual ?? '';
  } catch {
    // It may answer when it is asked to send one.
  }
}
