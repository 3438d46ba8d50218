import { openAnsweringClinic, type AnsweringClinic, type CheckIn } from '../support/care/answering-clinic';

let c: AnsweringClinic;
beforeAll(async () => {
  c = await openAnsweringClinic();
});
afterAll(async () => {
  await c.close();
});

type Line = { text: string; data: Record<string, unknown>; missing: string[]; sources: { of: string; id: string }[] };
type Evidence = { asOf: string; timeZone: string; sections: { id: string; title: string; lines: Line[] }[] };

const pathOf = (id: string): string => `/api/v1/enrolments/${id}/evidence`;
const evidence = async (id: string): Promise<Evidence> => (await c.as('clinician').get(pathOf(id))).body as Evidence;
const linesOf = (packet: Evidence, section: string): Line[] =>
  packet.sections.find(({ id }) => id === section)?.lines ?? [];

const wish = 'to lift my grandson again';
const scan = 'Scar about the left L5 root';

/** A patient who answered once and of whom this and that was recorded. */
async function known(): Promise<CheckIn & { events: Record<string, string> }> {
  const one = await c.asked(['red-flags', 'peg', 'phq-9']);
  const id = one.enrolmentId;
  const given = {
    'red-flags': Object.fromEntries(Array.from({ length: 11 }, (_, item) => [String(item + 1), 0])),
    peg: { '1': 8, '2': 7, '3': 9 },
    'phq-9': { '1': 1, '2': 1, '3': 1, '4': 1, '5': 1, '6': 0, '7': 0, '8': 0, '9': null },
  };
  const taken = await c.take(one, { answeredBy: 'patient', answers: given });
  expect([taken.status, (taken.body as { detail?: string }).detail]).toEqual([202, undefined]);
  const history = await c.record('clinician', id, 'history.recorded', { previousOperations: 2, hopes: wish });
  await c.record('clinician', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
  const report = { modality: 'mri', region: 'lumbar', finding: 'scar', text: scan };
  const imaging = await c.record('clinician', id, 'imaging.reported', report);
  const mme = await c.record('clinician', id, 'score.entered', { instrument: 'mme', total: 60, version: 'CDC 2022' });
  await c.settle();
  return { ...one, events: { history, imaging, mme } };
}

describe('GET /enrolments/:id/evidence', () => {
  test('tells what was answered and recorded, each line with the rows it comes from', async () => {
    const { enrolmentId, id, events } = await known();

    const packet = await evidence(enrolmentId);

    expect(packet).toMatchObject({ asOf: expect.stringMatching(/Z$/) as string, timeZone: 'Europe/London' });
    const [peg] = linesOf(packet, 'instruments');
    expect(peg).toMatchObject({
      text: expect.stringMatching(
        /^PEG cannot tell, a second answer is missing \(30 %\): 8\.0 \(.*\), answered once$/,
      ) as string,
    });
    expect(peg?.sources).toEqual([{ of: 'response', id }]);
    expect(linesOf(packet, 'imaging')).toEqual([
      expect.objectContaining({
        text: expect.stringMatching(`^MRI lumbar, reported on .*: scar; “${scan}”$`) as string,
        sources: [{ of: 'event', id: events.imaging }],
      }),
    ]);
    expect(linesOf(packet, 'words')).toMatchObject([
      { text: expect.stringMatching(`Hopes for: “${wish}”`) as string, sources: [{ of: 'event', id: events.history }] },
    ]);
    expect(linesOf(packet, 'opioids')).toMatchObject([
      { data: { mme: 60 }, sources: [{ of: 'event', id: events.mme }] },
    ]);
    expect(packet.sections.flatMap(({ lines }) => lines).filter(({ sources }) => sources.length === 0)).toEqual([]);
  });

  test('gives no value to item 9 where it was skipped, and names it as missing', async () => {
    const { enrolmentId } = await known();

    const packet = await evidence(enrolmentId);

    expect(linesOf(packet, 'mood')[0]).toMatchObject({
      text: expect.stringMatching(/^Item 9 of PHQ-9: skipped on .*, never answered: not known$/) as string,
      data: { value: null },
    });
    expect(linesOf(packet, 'missing').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Item 9 of PHQ-9', 'Examination: not recorded']),
    );
  });

  test('leaves out what was taken back, and says what was erased', async () => {
    const { enrolmentId, patientId, events } = await known();
    expect((await c.retract('clinician', enrolmentId, events.imaging ?? '')).status).toBe(202);
    await c.settle();
    await c.db.deleteFrom('patient_text').where('patient_id', '=', patientId).execute();

    const packet = await evidence(enrolmentId);

    expect(linesOf(packet, 'imaging').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^MRI lumbar, ordered on .*: result not recorded$/),
    ]);
    expect(linesOf(packet, 'words')[0]?.text).toMatch(/^Hopes for: text erased/);
  });

  test('holds what the patient wrote by a link, and not what staff wrote', async () => {
    const { enrolmentId, patientId } = await known();
    const own = { clinic_id: c.clinicId, patient_id: patientId, enrolment_id: enrolmentId };
    const at = new Date(await c.now());
    const { id } = await c.db
      .insertInto('patient_text')
      .values({ ...own, text: 'When can I drive?', created_at: at, created_by: 'patient' })
      .returning('id')
      .executeTakeFirstOrThrow();

    const [first, second, ...others] = linesOf(await evidence(enrolmentId), 'words');

    expect(first).toMatchObject({
      text: expect.stringMatching(/^Wrote: “When can I drive\?” \(/) as string,
      sources: [{ of: 'text', id }],
    });
    expect(second?.text).toMatch(`Hopes for: “${wish}”`);
    expect(others).toEqual([]);
  });

  test('says which answers somebody else gave for the patient', async () => {
    const one = await c.asked(['peg']);
    const taken = await c.take(one, { answeredBy: 'proxy', answers: { peg: { '1': 8, '2': 7, '3': 9 } } });
    expect(taken.status).toBe(202);
    await c.settle();

    const { eventId } = taken.body as { eventId: string };
    expect(linesOf(await evidence(one.enrolmentId), 'instruments').at(-1)).toMatchObject({
      text: expect.stringMatching(/^Answered by somebody else for the patient: /) as string,
      sources: [{ of: 'event', id: eventId }],
    });
  });

  test('is text of at most forty lines for whoever asks for text', async () => {
    const { enrolmentId } = await known();

    const plain = await c.as('coordinator').get(pathOf(enrolmentId), { Accept: 'text/plain' });
    const named = await c.as('coordinator').get(`${pathOf(enrolmentId)}?as=text`);
    const json = await c.as('coordinator').get(`${pathOf(enrolmentId)}?as=json`, { Accept: 'text/plain' });
    const odd = await c.as('coordinator').get(`${pathOf(enrolmentId)}?as=pdf`);

    expect(plain.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      vary: expect.stringMatching(/Accept/) as string,
    });
    expect(plain.text).toBe(named.text);
    const lines = plain.text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(plain.text).toMatch(new RegExp(`IMAGING: MRI lumbar, .*: scar; "${scan}"`));
    expect(json.headers['content-type']).toMatch(/^application\/json/);
    expect(odd.status).toBe(422);
  });

  test('is read by whoever cares for patients, and every reading is on record', async () => {
    const { enrolmentId } = await known();

    const statuses: Record<string, number> = {};
    for (const who of ['coordinator', 'clinician', 'lead', 'operator'] as const) {
      statuses[who] = (await c.as(who).get(pathOf(enrolmentId))).status;
    }
    const foreign = await c.as(await c.otherClinic('lead')).get(pathOf(enrolmentId));

    expect(statuses).toEqual({ coordinator: 200, clinician: 200, lead: 200, operator: 403 });
    expect(foreign.status).toBe(404);
    const rows = await c.db
      .selectFrom('audit_log')
      .select('status')
      .where('action', '=', 'GET /enrolments/:id/evidence')
      .where('subject', '=', enrolmentId)
      .orderBy('at')
      .execute();
    expect(rows.map(({ status }) => status)).toEqual([200, 200, 200, 403, 404]);
  });

  test('is where the work about a question leads to, with the question and what was decided before', async () => {
    const { enrolmentId: id } = await known();
    await c.record('clinician', id, 'diagnosis.recorded', { mechanism: 'neuropathic' });
    const data = { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn: await c.today() };
    await c.record('clinician', id, 'medication.started', data);
    await c.record('clinician', id, 'medication.stopped', { reason: 'sick all day' });
    await c.settle();
    const reason = 'nothing else left';
    const decided = await c.record('lead', id, 'decision.made', { gate: 'surgical-review', choice: 'approve', reason });
    await c.settle();

    const tasks = (await c.as('coordinator').get('/api/v1/tasks?limit=200')).body as {
      items: { kind: string; enrolmentId: string | null; evidence: string | null }[];
    };
    const task = tasks.items.find(({ kind, enrolmentId }) => kind === 'prepare-evidence' && enrolmentId === id);

    expect(task?.evidence).toBe(pathOf(id));
    expect(tasks.items.filter(({ kind, evidence: led }) => led !== null && kind === 'record-diagnosis')).toEqual([]);
    const packet = (await c.as('coordinator').get(task?.evidence ?? '')).body as Evidence;
    expect(linesOf(packet, 'question')[0]?.text).toMatch(/^To answer by .*\?$/);
    expect(linesOf(packet, 'question')[1]).toMatchObject({
      text: expect.stringMatching(`when Dr Amara Osei answered yes \\(“${reason}”\\)`) as string,
      sources: [{ of: 'event', id: decided }],
    });
    expect(linesOf(packet, 'decisions')).toMatchObject([{ sources: [{ of: 'event', id: decided }] }]);
    expect(linesOf(packet, 'medicines')[0]?.text).toMatch(
      /^duloxetine \(snri\), .*: target 0 d; .*stopped, “sick all day”/,
    );
  });
});
