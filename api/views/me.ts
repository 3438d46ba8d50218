import { type Deed, deeds, may, teamOf } from '../../src/domain/words/authority';
import type { ClinicSettings } from '../../src/domain/words/clinic';
import { iso } from '../contracts/fields';
import type { Principal } from '../middleware/principal';

type Sessions = { idleMs: number; longestMs: number };
type Clinic = { name: string; settings: ClinicSettings };

export function meView(principal: Principal, { name, settings }: Clinic, mode: 'demo' | 'live', limits: Sessions) {
  const { staffId, role, session, scopes } = principal;
  const { publicName, timeZone, phone } = settings;
  return {
    staff: staffId === null ? null : { id: staffId, name: principal.name, role, team: teamOf[role] },
    clinic: { id: principal.clinicId, name, publicName, timeZone, language: 'en', phone },
    mode,
    may: (Object.keys(deeds) as Deed[]).filter(
      (deed) => may(deeds[deed], principal) && (scopes === null || scopes.includes(deed)),
    ),
    session: session && {
      idleEndsAt: iso(session.activeAt + limits.idleMs),
      endsAt: iso(session.startedAt + limits.longestMs),
    },
  };
}
