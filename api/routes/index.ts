import type { Route } from './route';
import { checkInRoutes, responseMoveRoutes } from './check-ins';
import { decisionRoutes } from './decisions';
import { demoRoutes } from './demo';
import { enrollingRoutes } from './enrolling';
import { enrolmentRoutes } from './enrolments';
import { escalationRoutes } from './escalations';
import { meRoutes } from './me';
import { messageRoutes } from './messages';
import { operationsRoutes } from './operations';
import { pagingTestRoutes } from './paging-tests';
import { pathwayRoutes } from './pathways';
import { patientRoutes } from './patients';
import { rotaRoutes } from './rotas';
import { taskRoutes } from './tasks';
import { worklistRoutes } from './worklist';

/** Everything staff and programs can do, below /api/v1. */
export const routes: readonly Route[] = [
  ...enrolmentRoutes,
  ...enrollingRoutes,
  ...decisionRoutes,
  ...patientRoutes,
  ...worklistRoutes,
  ...taskRoutes,
  ...escalationRoutes,
  ...checkInRoutes,
  ...responseMoveRoutes,
  ...messageRoutes,
  ...rotaRoutes,
  ...pathwayRoutes,
  ...meRoutes,
  ...pagingTestRoutes,
  ...operationsRoutes,
  ...demoRoutes,
];
