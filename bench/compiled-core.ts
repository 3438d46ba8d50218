import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../src/config/repository-root';
import type * as Canonical from '../src/domain/canonical';
import type * as Digest from '../src/domain/digest';
import type * as NextWake from '../src/domain/next-wake';
import type * as Plan from '../src/domain/plan';
import type * as Simulate from '../src/domain/simulate/simulate';

// The core as it was compiled for production: the loader that runs this bench keeps the names of functions, which takes
// half of the speed. `bin/run.mjs` has built it directly before.
const load = createRequire(__filename);
const compiled = (module: string): unknown => load(join(repositoryRoot(), 'dist', 'src', 'domain', `${module}.js`));

export const { canonical } = compiled('canonical') as typeof Canonical;
export const { digest } = compiled('digest') as typeof Digest;
export const { nextWakeAt } = compiled('next-wake') as typeof NextWake;
export const { plan, PLAN_AHEAD } = compiled('plan') as typeof Plan;
export const { livesOf, simulate } = compiled('simulate/simulate') as typeof Simulate;
