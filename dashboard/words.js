// What the product's words mean. A test holds the reasons against the server's own list.

/** The states in their order: a session goes through them from left to right. */
export const STATES = ['queued', 'starting', 'running', 'joined', 'ending', 'ended'];
export const LIVE = STATES.slice(0, 5);

export const STATE_MEANING = {
  queued: 'waits for a worker or launcher',
  starting: 'claimed; its process is coming up',
  running: 'its runner is up; the bot prepares',
  joined: 'the bot is in the room',
  ending: 'asked to leave; saying good-bye',
  ended: 'over',
};

/** Reason: what it means, and what to do about it. */
export const REASONS = {
  done: ['The bot returned, and gave no word of its own.'],
  max_duration: ["The session's maximum duration was reached; the bot said good-bye."],
  requested: ['Somebody asked for it: DELETE or leave.'],
  evicted: ['The runner was told to leave from outside (SIGTERM: drain, eviction, worker stop).',
    'Its machine or worker was stopped. Join again, or join with on_crash “relaunch”.'],
  bot_crashed: ["The bot's program failed or was killed by a signal.",
    "Read the runner's log of that attempt. Try the bot alone: botrunner runner run --bot NAME --room-url URL."],
  out_of_memory: ["The bot's process was killed for its memory.", 'Give the bot more memory, or find out where it goes.'],
  invalid_config: ['The runner was given something it cannot start with (exit 20), or its program was not found.',
    "The detail names what is at fault: the bot's program in the worker's bots file, or what the join sent along."],
  asset_missing: ['Something that the persona names is in none of the asset sources.', 'Store the asset, or name one that is there.'],
  asset_damaged: ['An asset was found and is not what its digest says.', 'Store the asset anew.'],
  room_unavailable: ['The room could not be reached, or did not answer.', "Check that the room's server runs and can be reached from where the bot runs."],
  room_lost: ["The bot's connection to its room broke and could not be mended.", "Check that the room's server runs and can be reached from where the bot runs."],
  room_evicted: ["Somebody of the bot's identity came into the room later.", 'Is a second bot of the same session, or somebody posing as it, in the room?'],
  room_refused: ['The room did not let the bot in.', "Check the room's URL and the room token: does it still hold?"],
  start_deadline: ['The bot was not joined by the start deadline; blame: whoever held it up.',
    'See the waterfall for what took long. Queued: more workers or slots. Starting: the cluster. Running: the bot itself. Or give it a later start deadline.'],
  no_heartbeat: ['The runner fell silent and nothing is known of its process.',
    'Its machine or its network went away. Join again, or join with on_crash “relaunch”.'],
  unknown_bot: ['The profile was removed while the session waited.', 'Put the bot back into the bots file, or join another.'],
  forbidden: ['The cluster does not let the launcher create the object.',
    "Give the control server's service account the right that the detail names."],
  invalid_spec: ['The cluster refuses the object as wrong.', "Mend the profile's pod, image or limits: the detail says which."],
  namespace_gone: ['The namespace for launches is not there or is being deleted.', 'Make the namespace, or give the control server the right one.'],
  name_collision: ["An object of the launch's name exists and is not ours.", 'Remove the foreign object that the detail names.'],
  image_unavailable: ['The image could not be pulled.', "Check the image's name and tag, and the pull secrets."],
  unschedulable: ['No node took the pod.', "Add nodes, or ask for less in the profile's pod."],
  quota: ['A quota of the cluster was used up.', "Raise the quota, or lower the profile's limits."],
  launcher_unavailable: ['The launcher did not answer.', "See whether the cluster's API answers: botrunner doctor."],
};

const BLAME = {
  caller: 'what the join asked for',
  bot: 'the bot',
  platform: 'Botrunner or its settings',
  cluster: 'the machines it ran on',
  room: 'the room',
};

const WHILE = {
  queued: 'while it waited in the queue',
  starting: 'while its process was starting',
  running: 'before the bot had joined',
  joined: 'while the bot was in the room',
};

/** An end in one sentence. */
export function endSentence(end) {
  const stage = WHILE[end.stage] || '';
  switch (end.outcome) {
    case 'completed': return `Completed ${stage}`.trim();
    case 'stopped': return `Stopped on request ${stage}`.trim();
    case 'expired': return `Expired ${stage}: the start deadline passed`;
    case 'lost': return `Lost ${stage}: nothing more was heard of it`;
    default: return `Failed ${stage}`.trim();
  }
}

export function blameWords(blame) {
  return BLAME[blame] ? `${blame} (${BLAME[blame]})` : String(blame);
}

export function reasonMeaning(end) {
  return REASONS[end.reason] ? REASONS[end.reason][0] : "The bot's own word.";
}

export function advice(end) {
  if (REASONS[end.reason]) return REASONS[end.reason][1] || '';
  return end.outcome === 'completed' || end.outcome === 'stopped' ? '' : "The reason is the bot's own word: its author knows more.";
}

export function exitWords(code) {
  const known = { 0: 'done', 10: 'asked to be tried again', 20: 'wrong configuration', 30: 'superseded, or ended elsewhere',
    137: 'killed (SIGKILL), often for its memory', 143: 'left on SIGTERM' };
  if (known[code]) return `${code}: ${known[code]}`;
  return code > 128 && code < 160 ? `${code}: signal ${code - 128}` : `${code}: crashed`;
}

/** How an end is coloured: well, on request, or not well. */
export function tone(end) {
  if (!end) return '';
  if (end.outcome === 'completed') return 'well';
  return end.outcome === 'stopped' ? 'still' : 'ill';
}

const NOTICES = {
  'stream.open': (data) => (data.resumed ? 'Stream resumed where it was cut' : 'Stream opened')
    + (data.gap ? '; what came before is not kept any more' : ''),
  'stream.gap': (data) => (typeof data.lost === 'number' ? `${data.lost} events were lost here` : 'Events were lost here'),
  'stream.close': (data) => ({
    session_ended: 'The session has ended, and its stream with it',
    rotate: 'The server renews the connection',
    shutdown: 'This server is stopping; connecting to it again',
    slow: 'The server cut the stream, since this page did not keep up; resuming',
    unauthorized: 'The key is no longer accepted',
  }[data.reason] || `Stream closed: ${data.reason}`),
};

export function noticeWords(name, data) {
  return NOTICES[name] ? NOTICES[name](data || {}) : name;
}

/** What an event carries, on one line. */
export function summary(envelope) {
  let data = envelope.data;
  if (envelope.type === 'bot.session.end' && data && data.end) data = data.end;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return data === undefined ? '' : cut(JSON.stringify(data), 300);
  const parts = [];
  for (const [name, value] of Object.entries(data)) {
    if (value === null) continue;
    parts.push(`${name}=${typeof value === 'string' ? cut(value, 160) : cut(JSON.stringify(value), 160)}`);
    if (parts.length > 12) break;
  }
  return parts.join('  ').replace(/\s*\n\s*/g, ' ⏎ ');
}

export function cut(text, longest) {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
