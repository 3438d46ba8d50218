import { instantAt } from '../src/domain/calendar/calendar';
import { london } from '../test/support/care/facts';
import { readConfig } from '../src/config/config';
import { createDependencies } from '../src/house/dependencies';
import { ada } from '../test/support/care/made-up-patients';
import { clockTo, day, expectStatus } from './clinic-year';
import { alone, type Measured, quantile } from './figure';
import { startHouse } from './running-house';
import type { Servers } from './servers';

const HOURS = ['09:00', '11:00', '13:00', '15:00'];
const WEEKS = 8;

/** How long the demonstration clock takes from one due instant to the next: four silent patients, two months, everything in processes of its own. */
export async function benchClock(servers: Servers): Promise<Measured[]> {
  const house = await startHouse(servers, {
    namespace: 'clock',
    worker: true,
    at: instantAt(london, '2026-11-20', '10:00'),
  });
  try {
    for (const preferredTime of HOURS) {
      const patient = ada({ preferredTime, email: `clock-${preferredTime.slice(0, 2)}@example.test` });
      await expectStatus(201, house.people.coordinator.post('/enrolments', patient));
    }
    await clockTo(house, day(0, '08:00'));
    const { id: clinicId } = await house.db.selectFrom('clinic').select('id').executeTakeFirstOrThrow();
    // The walk itself, because its answer over HTTP does not say how many instants it met.
    const deps = createDependencies(readConfig(house.env), 'bench');
    const weeks: number[] = [];
    let instants = 0;
    for (let week = 1; week <= WEEKS; week += 1) {
      const from = performance.now();
      const walked = await deps.walkClock(clinicId, { at: day(week * 7, '08:00') });
      weeks.push((performance.now() - from) / walked.instants);
      instants += walked.instants;
    }
    await deps.close();
    return [alone('clock-instant', quantile(weeks, 0.5), 'ms'), alone('clock-instants', instants, 'instants')];
  } finally {
    await house.close();
  }
}
