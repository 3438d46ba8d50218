import * as advance from './advance';
import * as answers from './answers';
import * as audit from './audit';
import * as canary from './canary';
import * as caughtMail from './caught-mail';
import * as checkIns from './check-ins';
import * as clinics from './clinics';
import * as clock from './clock';
import type { Db } from './connection';
import * as corrections from './corrections';
import * as demoClock from './demo-clock';
import * as enrolments from './enrolments';
import * as escalations from './escalations';
import * as facts from './facts';
import * as gates from './gates';
import * as health from './health';
import * as idempotency from './idempotency';
import * as late from './late';
import * as links from './links';
import * as medicineFacts from './medicine-facts';
import * as messageChoice from './message-choice';
import * as messages from './messages';
import * as pathwayTasks from './pathway-tasks';
import * as pathways from './pathways';
import * as patientMerges from './patient-merges';
import * as likeness from './likeness';
import * as patientRecords from './patient-records';
import * as patientSessions from './patient-sessions';
import * as patients from './patients';
import * as quarantine from './quarantine';
import * as reopening from './reopening';
import * as responseMoves from './response-moves';
import * as rotas from './rotas';
import * as shownTexts from './shown-texts';
import * as staff from './staff';
import * as tasks from './tasks';
import * as tidying from './tidying';
import * as timeZones from './time-zones';
import * as timeline from './timeline';
import { transact } from './transact';
import * as worklist from './worklist';

/** Everything that can be asked of the database, one module per aggregate; handed to API and activities as an instance. */
export const createStore = (db: Db) => ({
  db,
  transact,
  advance,
  answers,
  audit,
  canary,
  caughtMail,
  checkIns,
  clinics,
  clock,
  corrections,
  demoClock,
  enrolments,
  escalations,
  facts,
  gates,
  health,
  idempotency,
  late,
  links,
  medicineFacts,
  messageChoice,
  messages,
  pathwayTasks,
  pathways,
  patientMerges,
  likeness,
  patientRecords,
  patientSessions,
  patients,
  quarantine,
  reopening,
  responseMoves,
  rotas,
  shownTexts,
  staff,
  tasks,
  tidying,
  timeZones,
  timeline,
  worklist,
});

export type Store = ReturnType<typeof createStore>;
