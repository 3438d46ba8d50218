import * as advance from './enrolment/advance';
import * as answered from './check-in/read-answers';
import * as answers from './check-in/answers';
import * as appointments from './appointment/appointments';
import * as audit from './house/audit';
import * as canary from './house/canary';
import * as careTeams from './enrolment/care-team';
import * as caughtMail from './house/caught-mail';
import * as checkIns from './check-in/check-ins';
import * as clinics from './clinic/settings';
import * as clock from './tx/fragments';
import type { Db } from './tx/connection';
import * as corrections from './enrolment/corrections';
import * as demoClock from './house/demo-clock';
import * as enrolments from './enrolment/enrolments';
import * as escalations from './escalation/escalations';
import * as evidence from './enrolment/evidence';
import * as facts from './enrolment/facts';
import * as gates from './work/gates';
import * as auditPage from './house/audit-page';
import * as health from './house/late';
import * as operations from './house/operations';
import * as idempotency from './house/audit';
import * as late from './house/late';
import * as lines from './enrolment/lines';
import * as keys from './clinic/keys';
import * as links from './check-in/links';
import * as madeUp from './house/made-up';
import * as medicineFacts from './enrolment/timeline';
import * as messageChoice from './message/choice';
import * as messages from './message/messages';
import * as pagingTests from './rota/paging-tests';
import * as pathwayTasks from './work/pathway-tasks';
import * as pathways from './clinic/pathways';
import * as patientDetails from './patient/details';
import * as patientMerges from './patient/merges';
import * as looks from './house/looks';
import * as likeness from './patient/likeness';
import * as patientRecords from './patient/records';
import * as patientSessions from './check-in/links';
import * as people from './patient/person';
import * as patients from './patient/patients';
import * as reports from './patient/reports';
import * as quarantine from './enrolment/quarantine';
import * as reopening from './enrolment/reopening';
import * as responsible from './enrolment/responsible';
import * as responseMoves from './check-in/response-moves';
import * as rotas from './rota/rotas';
import * as sessions from './clinic/sessions';
import * as pulse from './house/pulse';
import * as series from './enrolment/series';
import * as search from './patient/search';
import * as shownTexts from './check-in/links';
import * as staff from './clinic/staff';
import * as tasks from './work/tasks';
import * as texts from './patient/texts';
import * as tidying from './house/tidying';
import * as timeZones from './patient/speech';
import * as timeline from './enrolment/timeline';
import { transact } from './tx/transact';
import * as unchecked from './work/unchecked';
import * as worklist from './work/worklist';

/** Everything that can be asked of the database, one module per aggregate; handed to API and activities as an instance. */
export const createStore = (db: Db) => ({
  db,
  transact,
  advance,
  answered,
  answers,
  appointments,
  audit,
  canary,
  careTeams,
  caughtMail,
  checkIns,
  clinics,
  clock,
  corrections,
  demoClock,
  enrolments,
  escalations,
  evidence,
  facts,
  gates,
  auditPage,
  health,
  operations,
  idempotency,
  keys,
  late,
  lines,
  links,
  madeUp,
  medicineFacts,
  messageChoice,
  messages,
  pagingTests,
  pathwayTasks,
  pathways,
  patientDetails,
  patientMerges,
  likeness,
  looks,
  patientRecords,
  patientSessions,
  patients,
  people,
  pulse,
  quarantine,
  reports,
  reopening,
  responseMoves,
  responsible,
  rotas,
  sessions,
  series,
  search,
  shownTexts,
  staff,
  tasks,
  texts,
  tidying,
  timeZones,
  timeline,
  unchecked,
  worklist,
});

export type Store = ReturnType<typeof createStore>;
