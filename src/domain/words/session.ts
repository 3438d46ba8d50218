/** Where on the body something is done. */
export type Site = { region: string; side: Side };
export const sides = ['left', 'right', 'both', 'midline'] as const;
export type Side = (typeof sides)[number];

/** What an appointment is for: the kind of stage that counts it. */
export const sessionPurposes = ['therapy', 'procedure', 'psychology', 'visit'] as const;
export type SessionPurpose = (typeof sessionPurposes)[number];
