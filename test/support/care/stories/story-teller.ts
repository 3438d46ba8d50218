import { DAY } from '../../../../src/domain/words/time';
import { comparable, mailText, type Expected, type Look } from '../../../../src/domain/stories/look';
import type { Section } from '../../../../src/domain/telling/evidence/packet';
import type { Played } from '../../../../src/domain/stories/story';
import type { Move, Story } from '../../../../src/domain/stories/story-types';
import { clockTo, settle } from '../clinic-week';
import type { House } from '../../servers/house';
import { ada } from '../made-up-patients';
import { answer, reportProblem } from './story-patient';
import { recordFact, resolveHolds, retractFact } from './story-staff';

/** A story and the pathway it is told on; `played` is what the pure core made of it. */
export type Telling = { pathway: string; version: number; story: Story; played: Played };

export type Told = {
  telling: Telling;
  email: string;
  enrolmentId: string;
  patientId: string;
  looks: Look[];
  /** What a clinician reads at each look: the evidence, by section. */
  evidence: { at: number; sections: Section[] }[];
  /** Why the story could not go on; the others do. */
  failed?: Error;
  /** What was looked at before, by id: a look tells what is new. */
  seen: Set<string>;
};

/** Patients whose mail cannot be handed over just now: what the mail catcher of the house refuses. */
export const unreachable = new Set<string>();

/**
 * Tells stories side by side through HTTP, the real engine, real mail and the demonstration clock: the same moves at the
 * same moments as on the pure core, and a look wherever the story has one.
 */
export async function tellStories(house: House, tellings: readonly Telling[]): Promise<Told[]> {
  const clock = createClock(house);
  const told: Told[] = [];
  const plan = tellings
    .flatMap((telling, index) => {
      const email = `story-${index + 1}@example.test`;
      const { enrolledAt, outages } = telling.story;
      const act = (at: number, act: () => Promise<void>) => ({ at, act });
      const one = (): Told => told.find((each) => each.telling === telling) ?? never();
      return [
        act(enrolledAt, async () => void told.push(await enrol(house, telling, email))),
        ...outages.flatMap(({ from, to }) => [
          act(from, () => Promise.resolve(void unreachable.add(email))),
          act(to, () => Promise.resolve(void unreachable.delete(email))),
        ]),
        ...looked(telling.played.moves).map((move, index, all) =>
          act(move.at, async () => {
            await tryTo(house, one(), move);
            if (index === all.length - 1) await letGo(house, one());
          }),
        ),
      ];
    })
    .sort((a, b) => a.at - b.at);
  for (const { at, act } of plan) {
    await clock.reach(at);
    await act();
  }
  return told;
}

/** What comes after the last look is looked at by nobody: a beginning may go on for weeks. */
const looked = (moves: readonly Move[]): readonly Move[] =>
  moves.slice(0, moves.findLastIndex((move) => 'expect' in move) + 1);

/** The house's time runs on by itself, the further the busier the machine: what it has reached already is not asked for. */
function createClock(house: House): { reach: (at: number) => Promise<void> } {
  let ahead = Number.NEGATIVE_INFINITY;
  return {
    reach: async (at) => {
      if (at <= Date.now() + ahead) {
        await settle(house);
        return;
      }
      await clockTo(house, at).catch(async (error: unknown) => {
        if (!String(error).includes('only goes forward')) throw error;
        await settle(house);
      });
      ahead = at - Date.now();
    },
  };
}

async function enrol(house: House, telling: Telling, email: string): Promise<Told> {
  const { pathway, version, story } = telling;
  const { timeZone, preferredTime } = story.reach;
  const body = { ...ada({ email, timeZone, preferredTime }), pathway, version };
  const made = await house.people.coordinator.post<{ id: string; patientId: string }>('/enrolments', body);
  if (made.status !== 201) throw new Error(`“${story.story}”: enrolling answered ${JSON.stringify(made.body)}`);
  return {
    telling,
    email,
    enrolmentId: made.body.id,
    patientId: made.body.patientId,
    looks: [],
    evidence: [],
    seen: new Set(),
  };
}

async function tryTo(house: House, told: Told, move: Move): Promise<void> {
  if (told.failed !== undefined) return;
  try {
    await make(house, told, move);
  } catch (error) {
    told.failed = error instanceof Error ? error : new Error(String(error));
  }
}

/** Whom nobody looks at any more would be walked along to the end of the longest story. */
async function letGo(house: House, { enrolmentId }: Told): Promise<void> {
  const body = { type: 'enrolment.withdrawn', data: { reason: 'the story is told' } };
  await house.people.clinician.post(`/enrolments/${enrolmentId}/events`, body);
}

async function make(house: House, told: Told, move: Move): Promise<void> {
  if ('expect' in move) {
    await settle(house);
    told.looks.push(await lookAt(house, told, move));
    const path = `/enrolments/${told.enrolmentId}/evidence`;
    const { sections } = (await house.people.clinician.get<{ sections: Section[] }>(path)).body;
    told.evidence.push({ at: move.at, sections });
  } else if ('answers' in move) await answer(house, told, move);
  else if ('fact' in move) {
    if (move.fact.type === 'problem.reported') await reportProblem(house, told, move.fact.data);
    else await recordFact(house, told, move);
  } else if ('completes' in move) await complete(house, told, move.completes);
  else if ('retracts' in move) await retractFact(house, told, move);
  else await resolveHolds(house, told, move);
}

async function complete(house: House, { enrolmentId, telling }: Told, kind: string): Promise<void> {
  const task = (await openTasks(house)).find((each) => each.enrolmentId === enrolmentId && each.kind === kind);
  if (!task) throw new Error(`“${telling.story.story}”: no task ${kind} is open.`);
  // By somebody of the team it is for; a call that is completed in a story reached the patient.
  const { status } = await house.people[ofTeam[task.team]].post(`/tasks/${task.id}/completion`, {
    note: 'done',
    reached: true,
  });
  if (status !== 200) throw new Error(`“${telling.story.story}”: completing ${kind} answered ${status}.`);
}

type Task = { id: string; kind: string; enrolmentId: string | null; team: keyof typeof ofTeam };

const ofTeam = {
  coordinators: 'coordinator',
  clinicians: 'clinician',
  leads: 'lead',
  operators: 'operator',
} as const;

const openTasks = (house: House): Promise<Task[]> => house.people.coordinator.list('/tasks?status=open');

type View = { status: string; endedAt: string | null; tracks: { track: string; stage: string }[] };
type Mail = { id: string; role: string; acceptedAt: string | null };
type Escalation = {
  signals: { id: string; rule: string; class: string; enrolmentId: string; checkInId: string | null }[];
};

/** What people at the clinic see of one patient, in the shape in which the story says what it expects. */
async function lookAt(house: House, told: Told, { at, expect }: { at: number; expect: Expected }): Promise<Look> {
  const { enrolmentId, telling, seen } = told;
  const { coordinator, clinician } = house.people;
  const fresh = <T extends { id: string }>(all: T[]): T[] => {
    const found = all.filter(({ id }) => !seen.has(id));
    for (const { id } of found) seen.add(id);
    return found;
  };
  const view = (await coordinator.get<View>(`/enrolments/${enrolmentId}`)).body;
  const mails = await coordinator.list<Mail>(`/enrolments/${enrolmentId}/messages`);
  const open = await clinician.list<Escalation>('/escalations?status=open');
  const resolved = await clinician.list<Escalation>('/escalations?status=resolved');
  const signals = [...open, ...resolved].flatMap((each) => each.signals);
  const { snapshot } = await house.store.db
    .selectFrom('enrolment')
    .select('snapshot')
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow();
  const zone = snapshot?.reach.timeZone ?? '';
  const gates = await house.store.db
    .selectFrom('gate')
    .select(['gate', 'verdict'])
    .where('enrolment_id', '=', enrolmentId)
    .where('status', '=', 'open')
    .execute();
  const verdicts = gates.map(({ verdict }) => verdict);
  const own = {
    stage: Object.fromEntries(view.tracks.map(({ track, stage }) => [track, stage])),
    status: view.status === 'ended' ? `ended: ${String(snapshot?.ended?.reason)}` : view.status,
    messages: fresh(mails.filter(({ acceptedAt }) => acceptedAt !== null)).map(({ acceptedAt, role }) =>
      mailText(zone, Date.parse(acceptedAt ?? ''), role),
    ),
    tasks: (await openTasks(house)).filter((task) => task.enrolmentId === enrolmentId).map(({ kind }) => kind),
    escalations: fresh(signals.filter((signal) => signal.enrolmentId === enrolmentId)).map((signal) =>
      signal.checkInId === null ? signal.class : signal.rule,
    ),
    questions: gates.map(({ gate }, index) => `${gate}: ${verdicts[index]?.kind ?? ''}`),
    missing: verdicts.flatMap(({ missing }) => missing),
  } as Parameters<typeof comparable>[0]['seen'];
  const first = telling.played.course.rules.pathway.tracks[0]?.id ?? '';
  return comparable({ at, expect, seen: own, because: await journalSince(house, told, at - 30 * DAY) }, first);
}

async function journalSince(house: House, { enrolmentId }: Told, since: number): Promise<Look['because']> {
  const rows = await house.store.db
    .selectFrom('journal')
    .select('entry')
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('n')
    .execute();
  return rows.map(({ entry }) => entry).filter(({ at }) => at >= since);
}

function never(): never {
  throw new Error('The patient is not enrolled yet.');
}
