import type { Catalogue } from '../src/catalogue/catalogue';
import type { AppointmentFile } from '../src/domain/words/message';
import type { RulesSource } from '../src/domain/step/rules';
import type { Engine } from '../src/engine/engine';
import type { WalkClock } from '../src/engine/temporal-engine';
import type { BuiltInProvider } from '../src/identity/built-in';
import type { Identity } from '../src/identity/relying-party';
import type { Logger } from '../src/log';
import type { Render } from '../src/mail/render';
import type { Db } from '../src/storage/tx/connection';
import type { Store } from '../src/storage/store';

/** Everything the API is given; it makes none of it itself. */
export type ApiDeps = {
  store: Store;
  /** The same store by connections of its own: lists that take long never take those of an answer or an alert. */
  lists: Store;
  /** Connections for readiness alone: they tell the truth while work has taken all of its own. */
  probe: Db;
  rules: RulesSource;
  catalogue: Catalogue;
  engine: Engine;
  /** Where staff say who they are. */
  identity: Identity;
  /** The same, where a demonstration brings it along; null where an outside provider is named. */
  builtInProvider: BuiltInProvider | null;
  config: {
    mode: 'demo' | 'live';
    publicUrl: string;
    trustProxy?: number | string[] | null;
    /** Made-up patients that a demonstration was asked for; none where nothing is said. */
    demoPatients?: number;
  };
  log: Logger;
  /** Exactly one plain mailbox, or null. */
  parseMailbox: (text: string) => { mailbox: string | null };
  /** A mail as it would leave. */
  renderMail: Render;
  /** An appointment as a file for a calendar. */
  appointmentFile: (appointment: Omit<AppointmentFile, 'address'>) => string;
  /** Demonstration stores: carries out everything due up to the target, and answers where the clock then stands. */
  walkClock: WalkClock;
};
