/** What an appointment is for: the kind of stage that counts it. */
export const sessionPurposes = ['therapy', 'procedure', 'psychology', 'visit'] as const;
export type SessionPurpose = (typeof sessionPurposes)[number];
