import { DAY, HOUR } from '../../../src/domain/words/time';
import {
  type AnsweringClinic,
  type CheckIn,
  noFlags,
  numbered,
  openAnsweringClinic,
} from '../../support/care/answering-clinic';

// C3-7: the questionnaire of the patient's pages, answered together a page at a time.

let f: AnsweringClinic;
beforeAll(async () => {
  f = await openAnsweringClinic();
});
afterAll(async () => {
  await f.close();
});

type Item = { id: string; state: string; value: number | null; options: { value: number; label: string }[] };
type Page = { n: number; form: string; kind: string; done: boolean; patientAlone: boolean; items: Item[] };
type Form = {
  takesAnswers: boolean;
  why: string | null;
  late: boolean;
  script: string[];
  pages: Page[];
  answered: number;
};

const formOf = async ({ id }: CheckIn): Promise<Form> => {
  const { status, body } = await f.as('coordinator').get(`/api/v1/check-ins/${id}/form`);
  expect([status, (body as { detail?: string }).detail]).toEqual([200, undefined]);
  return body as Form;
};
const forms = ({ pages }: Form) => pages.map(({ form }) => form);

test('C3-7 the pages are those of the patient: a list whole, then one question each; what to say first stands above', async () => {
  const form = await formOf(await f.asked(['red-flags', 'peg']));

  expect(form.pages.map(({ n, form: id, kind, items }) => [n, id, kind, items.length])).toEqual([
    [1, 'red-flags', 'list', 11],
    [2, 'peg', 'scale', 1],
    [3, 'peg', 'scale', 1],
    [4, 'peg', 'scale', 1],
  ]);
  expect(form.pages[1]?.items[0]?.options.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(form.script[0]).toMatch(/^Hello, this is .+ from .+\. Am I speaking with Ada \d+ Okafor\?$/);
  expect(form.script.join(' ')).not.toMatch(/pain|PEG/i);
  expect([form.takesAnswers, form.why, form.late, form.answered]).toEqual([true, null, false, 0]);
});

test('C3-7 answers lead to further pages as they do for the patient, and nobody else answers those that are the patient’s alone', async () => {
  const checkIn = await f.asked(['phq-2']);
  expect(forms(await formOf(checkIn))).toEqual(['phq-2', 'phq-2']);

  await f.take(checkIn, { answers: { 'phq-2': numbered(3, 0) }, more: true });

  const { pages, answered } = await formOf(checkIn);
  expect(pages.map(({ form }) => form)).toEqual(['phq-2', 'phq-2', ...Array.from({ length: 8 }, () => 'phq-9')]);
  expect(pages.every(({ patientAlone }) => patientAlone)).toBe(true);
  expect(answered).toBe(2);
});

test('C3-7 a worrying page acts as it is saved, while the call goes on: help to read out, an escalation, and the check-in open', async () => {
  const checkIn = await f.asked(['red-flags', 'peg']);

  const { status, body } = await f.take(checkIn, { answers: { 'red-flags': { ...noFlags, '2': 1 } }, more: true });

  expect(status).toBe(202);
  expect(body).toMatchObject({ eventId: null, help: [{ page: 'emergency', lines: expect.anything() }] });
  expect((await f.factsOf(checkIn)).map(({ type }) => type)).toEqual(['safety.signalled', 'escalation.raised']);
  const form = await formOf(checkIn);
  expect([form.takesAnswers, form.answered, form.pages[0]?.items[1]]).toMatchObject([
    true,
    1,
    { state: 'answered', value: 1 },
  ]);

  const end = await f.take(checkIn, { answers: {} });
  expect([end.status, end.body.help]).toEqual([202, []]);
  expect((await f.factsOf(checkIn)).at(-1)).toMatchObject({
    type: 'check-in.answered',
    data: { taken: { by: 'telephone', from: 'patient' } },
  });
});

test('C3-7 a call that breaks off leaves what was given; nothing at all is no answer', async () => {
  const checkIn = await f.asked(['peg']);
  const nothing = await f.take(checkIn, { answers: {} });
  expect([nothing.status, nothing.body.errors]).toEqual([
    422,
    [{ field: 'answers', message: 'Give the answers to at least one form.' }],
  ]);
  await f.take(checkIn, { answers: { peg: { '1': 7 } }, more: true });
  await f.take(checkIn, { answers: { peg: { '2': null } }, more: true });

  expect((await formOf(checkIn)).pages.map(({ items }) => items[0]?.state)).toEqual(['answered', 'skipped', 'open']);
  expect((await f.answersOf(checkIn)).map(({ value }) => value)).toEqual([7, null]);
});

test('C3-7 after its time it takes answers as late ones, and later it says why not', async () => {
  const checkIn = await f.asked(['peg']);
  await f.wait(8 * DAY);
  expect(await formOf(checkIn)).toMatchObject({ takesAnswers: true, late: true });

  await f.wait(15 * DAY + HOUR);

  expect(await formOf(checkIn)).toMatchObject({
    takesAnswers: false,
    why: 'This check-in closed too long ago: the next one asks how it is now.',
  });
});

test('C3-7 the case names the check-in that takes answers, and none once it was answered', async () => {
  const checkIn = await f.asked(['peg']);
  const open = async (): Promise<unknown> =>
    ((await f.as('coordinator').get(`/api/v1/enrolments/${checkIn.enrolmentId}`)).body as { openCheckIn: unknown })
      .openCheckIn;
  expect(await open()).toMatchObject({ id: checkIn.id, title: 'Weekly check-in' });

  await f.take(checkIn, { answers: { peg: numbered(1, 1, 1) } });

  expect(await open()).toBeNull();
});
