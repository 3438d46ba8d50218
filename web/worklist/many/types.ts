export const acts = ['remind', 'assign', 'complete'] as const;
export type Act = (typeof acts)[number];

/** One line of a preview or of what was done: whom it is about, and what the server says of it. */
export type Told = { id: string; name: string; ok: boolean; words: string; text: string | null };
