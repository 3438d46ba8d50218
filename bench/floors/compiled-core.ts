import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import type * as Canonical from '../../src/domain/step/canonical';
import type * as Digest from '../../src/domain/step/digest';
import type * as NextWake from '../../src/domain/step/next-wake';
import type * as Plan from '../../src/domain/check-ins/plan';
import type * as Lives from '../../src/domain/simulate/life';
import type * as Moves from '../../src/domain/simulate/moves';
import type * as Simulate from '../../src/domain/simulate/simulate';

// The core as it was compiled for production: the loader that runs this bench keeps the names of functions, which takes
// half of the speed. `bin/run.mjs` has built it directly before.
const load = createRequire(__filename);
const compiled = (module: string): unknown => load(join(repositoryRoot(), 'dist', 'src', 'domain', `${module}.js`));

export const { canonical } = compiled('step/canonical') as typeof Canonical;
export const { digest } = compiled('step/digest') as typeof Digest;
export const { nextWakeAt } = compiled('step/next-wake') as typeof NextWake;
export const { plan, PLAN_AHEAD } = compiled('check-ins/plan') as typeof Plan;
export const { passLife, recordFact } = compiled('simulate/life') as typeof Lives;
export const { answerAt } = compiled('simulate/moves') as typeof Moves;
export const { livesOf, simulate } = compiled('simulate/simulate') as typeof Simulate;
