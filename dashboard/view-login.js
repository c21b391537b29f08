// Asks for a key, and has a cookie given for it: the page does not keep the key.

import { h } from './dom.js';
import { call } from './api.js';

export class LoginView {
  constructor(done) {
    this.done = done;
    this.key = h('input', { type: 'password', id: 'login-key', autocomplete: 'current-password', required: true, 'aria-describedby': 'login-error' });
    this.error = h('p', { class: 'error', id: 'login-error', role: 'alert' });
    this.element = h('section', { class: 'page login', 'aria-labelledby': 'login-title' },
      h('h1', { id: 'login-title', text: 'Log in' }),
      h('p', { text: 'This control server asks for a key. The page does not keep it: a cookie stands for it for 12 hours.' }),
      h('form', { on: { submit: (event) => { event.preventDefault(); this.send(); } } },
        h('div', { class: 'field' }, h('label', { for: 'login-key', text: 'Key' }), this.key, this.error),
        h('button', { type: 'submit', class: 'primary', id: 'login', text: 'Log in' })));
  }

  async send() {
    this.error.textContent = '';
    try {
      await call('POST', '/v1/login', { body: { key: this.key.value } });
      this.key.value = '';
      this.done();
    } catch (problem) {
      this.error.textContent = problem.status === 401 ? 'This key is not listed.' : problem.sentence();
      this.key.setAttribute('aria-invalid', 'true');
      this.key.focus();
    }
  }
}
