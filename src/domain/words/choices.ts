// Closed lists that the data of facts choose from.

/** Where on the body something is done. */
export type Site = { region: string; side: Side };
export const sides = ['left', 'right', 'both', 'midline'] as const;
export type Side = (typeof sides)[number];

/** What an appointment is for: the kind of stage that counts it. */
export const sessionPurposes = ['therapy', 'procedure', 'psychology', 'visit'] as const;
export type SessionPurpose = (typeof sessionPurposes)[number];

export const imagingModalities = ['mri', 'ct', 'x-ray'] as const;
export type ImagingModality = (typeof imagingModalities)[number];

export const conditionAnswers = ['yes', 'no', 'unknown'] as const;
export type ConditionAnswer = (typeof conditionAnswers)[number];

/** What tells a person from another. */
export const personFields = ['familyName', 'givenName', 'bornOn', 'reference'] as const;
export type PersonField = (typeof personFields)[number];
