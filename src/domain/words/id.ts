const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text is an id as the store makes them: a UUID in lower case. */
export const isId = (text: unknown): text is string => typeof text === 'string' && ID.test(text);
