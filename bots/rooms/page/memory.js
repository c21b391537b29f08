// What the browser remembers: who one is (for all rooms and tabs), and the seat (for this tab). Private windows may have
// no storage; then it is as if one came for the first time.

function kept(storage, key) {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function keep(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // Then it is not remembered.
  }
}

const always = () => localStorage;
const thisTab = () => sessionStorage;

export const name = {
  get: () => kept(always, 'botrunner-room-name') ?? '',
  set: (value) => keep(always, 'botrunner-room-name', value),
};

/** Said by the start page: whoever comes from there has given a name, and is not asked again. */
export const asked = {
  take: () => {
    const was = kept(thisTab, 'botrunner-room-asked') === 'yes';
    keep(thisTab, 'botrunner-room-asked', null);
    return was;
  },
  set: () => keep(thisTab, 'botrunner-room-asked', 'yes'),
};

/** One for each tab: the same person in two tabs is there twice, and after a reload the same. */
export function identity() {
  const known = kept(thisTab, 'botrunner-room-identity');
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const made = `person-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  keep(thisTab, 'botrunner-room-identity', made);
  return made;
}

export const seat = {
  get: (room) => kept(thisTab, `botrunner-room-seat-${room}`),
  set: (room, value) => keep(thisTab, `botrunner-room-seat-${room}`, value),
};
