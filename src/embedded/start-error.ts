/** Something the person at the keyboard can mend: the message is one clear sentence and what to do; no stack is shown. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
