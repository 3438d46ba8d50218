/** Whoever touches nothing for so long has been away, whatever the page has read by itself meanwhile. */
const AWAY_MS = 15 * 60_000;

/** `lastAt`: when somebody touched the page, by this browser's clock; `backSince`: when they had last before they came back. */
let seen: { lastAt: number; backSince: number | null } = { lastAt: Date.now(), backSince: null };
const listeners = new Set<() => void>();

function touched(): void {
  const now = Date.now();
  const back = now - seen.lastAt > AWAY_MS;
  seen = { lastAt: now, backSince: back ? seen.lastAt : seen.backSince };
  if (back) for (const listener of listeners) listener();
}

// Where there is no page, as in tests of its parts, nobody touches one.
if (typeof addEventListener === 'function')
  for (const touch of ['pointerdown', 'keydown', 'wheel'])
    addEventListener(touch, touched, { capture: true, passive: true });

export const touches = () => seen;

/** Tells when somebody has come back. */
export function onBack(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
