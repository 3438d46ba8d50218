import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The provider of a demonstration, as the API serves it: the protocol below one address, and below another a page of the
 * house on which somebody chooses whom of the made-up people to be.
 */
export interface BuiltInProvider {
  /** Behind `page` stands the id of the attempt. */
  readonly paths: { readonly protocol: string; readonly page: string };
  /** Answers whatever the protocol asks. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Whether this browser was sent to the page at this address to choose; whoever found it otherwise was not. */
  isAsked(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Goes on with the sign-in, as this person. */
  choose(req: IncomingMessage, res: ServerResponse, staffId: string): Promise<void>;
}
