// Calls of the HTTP API, and what they were refused with.

/** An answer that is not a success: a problem document, or nothing at all (status 0). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail || body.title || 'The server refused this');
    this.status = status;
    this.code = body.code || 'unknown';
    this.title = body.title || '';
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.sessionId = typeof body.session_id === 'string' ? body.session_id : null;
    this.retryAfter = retryAfter;
  }

  /** In words, with when to try again. */
  sentence() {
    const again = this.retryAfter ? ` Try again in ${this.retryAfter} s.` : '';
    return `${this.message.replace(/\.?$/, '.')}${again}`;
  }
}

const lockedOut = new Set();

/** Called whenever the server says that it does not know who asks. */
export function onUnauthorized(listener) {
  lockedOut.add(listener);
}

/** Calls the API. Answers `{status, headers, body}`; throws a Problem. A body is an object, or JSON as text. */
export async function call(method, path, { body, headers = {}, signal } = {}) {
  const sent = { Accept: 'application/json', ...headers };
  if (method !== 'GET') sent['X-Botrunner'] = '1';
  if (body !== undefined) sent['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(path, {
      method, headers: sent, signal, cache: 'no-store', credentials: 'same-origin',
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
  } catch (failed) {
    if (failed.name === 'AbortError') throw failed;
    throw new Problem(0, { code: 'unreachable', detail: 'The control server does not answer' });
  }
  if (!response.ok) throw await problemOf(response, path);
  const text = response.status === 204 ? '' : await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}

/** Reads a refusal, and tells whoever waits for it that a login is needed. */
export async function problemOf(response, path) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // Something between us and the server answered in words of its own.
    body = { detail: `The server answered ${response.status}` };
  }
  const problem = new Problem(response.status, body, Number(response.headers.get('Retry-After')) || 0);
  if (problem.status === 401 && path !== '/v1/login') lockedOut.forEach((listener) => listener());
  return problem;
}
