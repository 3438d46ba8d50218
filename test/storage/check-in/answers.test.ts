import { HOUR } from '../../../src/domain/words/time';
import type { ScoresOfForm } from '../../../src/storage/check-in/answers';
import { type PatientAtHome, patientAtHome } from '../../api/patient/patient-at-home';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

const form = (change: Partial<ScoresOfForm>): ScoresOfForm => ({
  checkInId: home.checkIn.id,
  enrolmentId: home.enrolmentId,
  formVersion: '1',
  scorerVersion: '1',
  at: home.checkIn.opensAt,
  scores: [],
  gone: [],
  ...change,
});
const put = (change: Partial<ScoresOfForm>) => home.store.answers.putScores(home.db, form(change));
const rows = () => home.db.selectFrom('score').select(['score', 'value', 'raw', 'at']).orderBy('score').execute();

test('an unchanged score keeps the instant it was first made', async () => {
  const { opensAt } = home.checkIn;
  await put({ scores: [{ score: 'peg', value: 4.7, raw: 14 }] });

  await put({ scores: [{ score: 'peg', value: 4.7, raw: 14 }], at: opensAt + HOUR });
  expect(await rows()).toEqual([{ score: 'peg', value: 4.7, raw: 14, at: opensAt }]);

  await put({ scores: [{ score: 'peg', value: 5, raw: 15 }], at: opensAt + HOUR });
  expect(await rows()).toEqual([{ score: 'peg', value: 5, raw: 15, at: opensAt + HOUR }]);
});

test('a score whose answers are gone goes with them', async () => {
  await put({
    scores: [
      { score: 'nrs', value: 3, raw: 3 },
      { score: 'peg', value: 5, raw: 15 },
    ],
  });

  await put({ gone: ['peg'] });

  expect((await rows()).map(({ score }) => score)).toEqual(['nrs']);
});

test('a late save keeps scores made in time, and writes its own', async () => {
  const { closesAt } = home.checkIn;
  await put({ scores: [{ score: 'nrs', value: 3, raw: 3 }], at: closesAt });

  await put({
    scores: [
      { score: 'nrs', value: 9, raw: 9 },
      { score: 'peg', value: 9, raw: 27 },
    ],
    at: closesAt + 1,
    keepFrom: closesAt,
  });
  await put({ gone: ['nrs', 'peg'], at: closesAt + 2, keepFrom: closesAt });

  expect(await rows()).toEqual([{ score: 'nrs', value: 3, raw: 3, at: closesAt }]);
});

test('the view holds the newest revision of each item and says who typed it', async () => {
  const [here, elsewhere] = [Buffer.from('here'), Buffer.from('elsewhere')];
  const answer = (item: string, revision: number, value: number | null, savedBy: Buffer | null) => ({
    ...{ checkInId: home.checkIn.id, instrument: 'peg', item, revision, value, savedBy },
    ...{ formVersion: '1', scorerVersion: '3', language: 'en', savedAt: home.checkIn.opensAt, late: false },
  });
  const { appendAnswers } = home.store.answers;

  await appendAnswers(home.db, [
    answer('1', 1, 4, here),
    answer('1', 2, 5, elsewhere),
    answer('2', 1, null, here),
    answer('3', 1, 1, null),
  ]);
  await appendAnswers(home.db, []);

  const kept = await home.db.selectFrom('answer').select(['form_version', 'scorer_version', 'language']).execute();
  expect(new Set(kept.map((row) => JSON.stringify(row)))).toEqual(
    new Set([JSON.stringify({ form_version: '1', scorer_version: '3', language: 'en' })]),
  );
  const view = await home.store.checkIns.readCheckIn(home.db, { checkInId: home.checkIn.id }, here);
  expect(view?.answers).toEqual([
    { instrument: 'peg', item: '1', revision: 2, value: 5, mine: false },
    { instrument: 'peg', item: '2', revision: 1, value: null, mine: true },
    { instrument: 'peg', item: '3', revision: 1, value: 1, mine: false },
  ]);
  const nobody = await home.store.checkIns.readCheckIn(home.db, { checkInId: home.checkIn.id }, null);
  expect(nobody?.answers.map(({ mine }) => mine)).toEqual([false, false, false]);
});
