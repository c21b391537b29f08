// Parts of a form: fields with hints and with the faults that the server found in them.

import { h, newId } from './dom.js';

/** A field. `read()` is its member as JSON text, or undefined where nothing was entered; it throws what is wrong. */
export class Field {
  constructor(member, label, input, { hint, read, wide } = {}) {
    this.member = member;
    this.input = input;
    this.read = read || (() => (input.value === '' ? undefined : JSON.stringify(input.value)));
    const id = `join-${member}`;
    input.id = id;
    this.error = h('p', { class: 'error', id: `${id}-error` });
    const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' ');
    input.setAttribute('aria-describedby', described);
    this.element = h('div', { class: wide ? 'field wide' : 'field' },
      h('label', { for: id }, label, ' ', h('code', { text: member })), input,
      hint ? h('p', { class: 'hint', id: `${id}-hint`, text: hint }) : '', this.error);
  }

  /** Shows a fault here if it is this member's, and answers what may be focused; else null. */
  blame(pointer, detail) {
    if (pointer[0] !== this.member) return null;
    const where = pointer.length > 1 ? `${pointer.slice(1).join('/')}: ` : '';
    this.error.textContent = [this.error.textContent, where + detail].filter(Boolean).join('\n');
    this.input.setAttribute('aria-invalid', 'true');
    return this.input;
  }

  clear() {
    this.error.textContent = '';
    this.input.removeAttribute('aria-invalid');
  }
}

export function text(member, label, options = {}) {
  return new Field(member, label, h('input', { type: options.type || 'text', autocomplete: 'off', spellcheck: 'false', placeholder: options.placeholder, required: options.required, list: options.list }), options);
}

/** A number, sent as it was typed. */
export function number(member, label, options = {}) {
  const input = h('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', placeholder: options.placeholder });
  return new Field(member, label, input, {
    ...options,
    read: () => {
      const value = input.value.trim();
      if (value === '') return undefined;
      if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value)) throw new Error('A number is expected');
      return value;
    },
  });
}

/** A JSON object, sent as it was written. */
export function json(member, label, options = {}) {
  const input = h('textarea', { rows: '4', spellcheck: 'false', class: 'code', placeholder: options.placeholder || '{ }' });
  return new Field(member, label, input, {
    wide: true, ...options,
    read: () => {
      if (input.value.trim() === '') return undefined;
      try {
        JSON.parse(input.value);
      } catch (fault) {
        throw new Error(`Not JSON: ${fault.message}`);
      }
      return input.value;
    },
  });
}

export function choice(member, label, values, options = {}) {
  return new Field(member, label, h('select', {}, values.map(([value, words]) => h('option', { value, text: words }))), options);
}

/** Names and values, a row each; the object's members are at fault by name. */
export class Pairs {
  constructor(member, label, { name, value, hint, secret = false, long = false }) {
    this.member = member;
    this.words = { name, value };
    this.secret = secret;
    this.long = long;
    this.rows = [];
    this.list = h('div', { class: 'pairs' });
    this.error = h('p', { class: 'error' });
    this.more = h('button', { type: 'button', class: 'quiet', text: `Add ${name.toLowerCase()}`, on: { click: () => this.add().name.focus() } });
    this.element = h('fieldset', { class: 'field wide', id: `join-${member}` }, h('legend', {}, label, ' ', h('code', { text: member })),
      hint ? h('p', { class: 'hint', text: hint }) : '', this.list, this.error, this.more);
  }

  add() {
    const id = newId(`join-${this.member}`);
    const row = {
      name: h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-label': `${this.words.name}, name`, placeholder: this.words.name, 'aria-describedby': `${id}-error` }),
      value: this.long ? h('textarea', { rows: '2' }) : h('input', { type: this.secret ? 'password' : 'text', autocomplete: this.secret ? 'new-password' : 'off', spellcheck: 'false' }),
      error: h('p', { class: 'error', id: `${id}-error` }),
    };
    row.value.setAttribute('aria-label', `${this.words.name}, ${this.words.value.toLowerCase()}`);
    row.value.setAttribute('placeholder', this.words.value);
    row.element = h('div', { class: 'pair' }, row.name, row.value,
      h('button', { type: 'button', class: 'quiet', text: 'Remove', 'aria-label': `Remove this ${this.words.name.toLowerCase()}`, on: { click: () => this.remove(row) } }), row.error);
    this.rows.push(row);
    this.list.append(row.element);
    return row;
  }

  remove(row) {
    this.rows.splice(this.rows.indexOf(row), 1);
    row.element.remove();
    this.more.focus();
  }

  /** Names that are there twice go out twice: the server says so. */
  read() {
    const rows = this.rows.filter((row) => row.name.value !== '' || row.value.value !== '');
    if (!rows.length) return undefined;
    const twice = rows.find((row, i) => rows.findIndex((other) => other.name.value === row.name.value) < i);
    if (twice) throw new Error(`“${twice.name.value}” is there twice`);
    return `{${rows.map((row) => `${JSON.stringify(row.name.value)}:${JSON.stringify(row.value.value)}`).join(',')}}`;
  }

  blame(pointer, detail) {
    if (pointer[0] !== this.member) return null;
    const row = pointer.length > 1 && this.rows.find((each) => each.name.value === pointer[1]);
    (row || this).error.textContent = detail;
    if (row) row.name.setAttribute('aria-invalid', 'true');
    return row ? row.name : this.more;
  }

  clear() {
    this.error.textContent = '';
    this.rows.forEach((row) => { row.error.textContent = ''; row.name.removeAttribute('aria-invalid'); });
  }
}

/** Some texts that together are one object, such as a user. */
export class Parts {
  constructor(member, label, names, hint) {
    this.member = member;
    this.inputs = names.map((name) => [name, text(name, name)]);
    this.inputs.forEach(([name, field]) => {
      field.input.id = `join-${member}-${name}`;
      field.element.querySelector('label').htmlFor = field.input.id;
      field.element.querySelector('label').replaceChildren(h('code', { text: name }));
      field.error.id = `${field.input.id}-error`;
      field.input.setAttribute('aria-describedby', field.error.id);
    });
    this.error = h('p', { class: 'error' });
    this.element = h('fieldset', { class: 'field wide', id: `join-${member}` }, h('legend', {}, label, ' ', h('code', { text: member })),
      h('p', { class: 'hint', text: hint }), h('div', { class: 'parts' }, this.inputs.map(([, field]) => field.element)), this.error);
  }

  read() {
    const given = this.inputs.filter(([, field]) => field.input.value !== '');
    return given.length ? `{${given.map(([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field.input.value)}`).join(',')}}` : undefined;
  }

  blame(pointer, detail) {
    if (pointer[0] !== this.member) return null;
    const part = pointer.length > 1 && this.inputs.find(([name]) => name === pointer[1]);
    if (part) return part[1].blame([pointer[1]], detail);
    this.error.textContent = detail;
    return this.inputs[0][1].input;
  }

  clear() {
    this.error.textContent = '';
    this.inputs.forEach(([, field]) => field.clear());
  }
}
