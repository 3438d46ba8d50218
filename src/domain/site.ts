/** Where on the body something is done. */
export type Site = { region: string; side: Side };
export const sides = ['left', 'right', 'both', 'midline'] as const;
export type Side = (typeof sides)[number];
