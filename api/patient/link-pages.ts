import type { Request, Response } from 'express';
import { fill } from '../../src/domain/patient-texts';
import type { CheckInView } from '../../src/storage/check-ins';
import type { Birthday } from '../../src/storage/links';
import { formPages, isDone, minutesFor, nextPage } from './form-pages';
import { dayAndHour } from './day-and-hour';
import { deferForms } from './defer-forms';
import { sendDone } from './done-page';
import { laterView } from './later-view';
import type { PatientDeps } from './patient-deps';
import { anyReader, counted, type Reader, readerOf } from './reader';
import { sendPage } from './render';
import { SESSION_HOURS, newToken, setSessionCookie, sha256 } from './session-cookie';
import { sendClosed } from './session-notices';
import { heldBack, servedPages } from './serving';
import { recordShown, safetyNetOf } from './shown-texts';
import { standing } from './standing';
import { stopAddress } from './stop-pages';

type Handler = (req: Request, res: Response) => Promise<void>;

/** `/go/:code`: looking changes nothing, however often and by whatever program; only Start does. */
export function linkPages(deps: PatientDeps): { show: Handler; start: Handler } {
  const { store } = deps;

  // Both statements run for every code, so that an unknown one takes as long as a closed one.
  const find = async (req: Request, codeHash: Buffer) => {
    const [view, fallback] = await Promise.all([
      store.checkIns.readCheckIn(store.db, { linkHash: codeHash }, null),
      store.links.onlyClinic(store.db),
    ]);
    const stop = stopAddress(codeOf(req));
    return { view, reader: view === null ? anyReader(deps, fallback, stop) : readerOf(deps, view, stop) };
  };

  return {
    async show(req, res) {
      const { view, reader } = await find(req, store.links.linkCodeHash(codeOf(req)));
      if (!settled(res, view, reader)) showToday(deps, req, res, { view, reader });
    },
    async start(req, res) {
      const codeHash = store.links.linkCodeHash(codeOf(req));
      const { view, reader } = await find(req, codeHash);
      if (settled(res, view, reader)) return;
      const fault = view.settings.askBirthday ? await birthdayFault(deps, codeHash, req.body) : null;
      if (fault !== null) {
        showToday(deps, req, res, { view, reader, fault: reader.words[fault] });
        return;
      }
      await deferAtStart(deps, view);
      const token = newToken();
      const session = { tokenHash: sha256(token), linkHash: codeHash, hours: SESSION_HOURS };
      const isOpen = await store.transact(store.db, async (tx) => {
        const started = await store.patientSessions.startPatientSession(tx, session);
        if (started) await recordShown(deps, tx, view, safetyNetOf(view));
        return started;
      });
      if (!isOpen) {
        sendClosed(res, 404, reader);
        return;
      }
      setSessionCookie(res, token, deps.config.publicUrl.startsWith('https:'));
      res.redirect(303, '/check-in');
    },
  };
}

const codeOf = (req: Request): string => String(req.params.code);

/** Answers for every link that has nothing to start; a closed link and an unknown one look the same. */
function settled(res: Response, view: CheckInView | null, reader: Reader): view is null {
  const stands = view === null ? 'closed' : standing(view, view.now);
  if (stands === 'sent') sendDone(res, reader);
  else if (stands === 'closed') sendClosed(res, 404, reader);
  return stands === 'sent' || stands === 'closed';
}

function showToday(
  deps: PatientDeps,
  req: Request,
  res: Response,
  { view, reader, fault = null }: { view: CheckInView; reader: Reader; fault?: string | null },
): void {
  const { words } = reader;
  const all = formPages(view, deps.rules(view.pathway, view.settings).instruments);
  const pages = servedPages(all, view, new Set());
  const next = nextPage(pages, view);
  const place = next === null ? pages.length : pages.indexOf(next) + 1;
  const begun = pages.some((page) => isDone(page, view));
  const later = pages.length === 0 ? laterView(pages, all, view, reader) : null;
  sendPage(res, fault === null ? 200 : 422, 'today', reader, {
    title:
      later !== null
        ? words.laterTitle
        : fill(words.todayTitle, {
            questions: counted(reader, 'questions', pages.length),
            minutes: counted(reader, 'minutes', minutesFor(pages)),
          }),
    later: later?.text ?? null,
    answerBy: dayAndHour(view.closesAt, view.timeZone, reader.language),
    late: standing(view, view.now) === 'late',
    askBirthday: view.settings.askBirthday,
    startLabel:
      later !== null ? words.helpFinish : begun ? fill(words.carryOn, { n: place, of: pages.length }) : words.start,
    action: `/go/${encodeURIComponent(codeOf(req))}`,
    fault,
    field: 'day',
  });
}

/** Nobody is there to read the answers to what comes first: it is put off, and this session is not shown it. */
async function deferAtStart(deps: PatientDeps, view: CheckInView): Promise<void> {
  const { store } = deps;
  const heldIn = (seen: CheckInView): string[] =>
    heldBack(formPages(seen, deps.rules(seen.pathway, seen.settings).instruments), seen, new Set());
  if (heldIn(view).length === 0) return;
  const wake = await store.transact(store.db, async (tx) => {
    await store.facts.lockPatient(tx, view.patientId);
    const now = await store.checkIns.readCheckIn(tx, { checkInId: view.id }, null);
    return now !== null && deferForms(deps, tx, now, heldIn(now));
  });
  if (wake) deps.engine.nudgeEnrolment(view.enrolmentId, 'form.deferred');
}

/** One sentence for a wrong day and for a locked link: nobody learns which. */
async function birthdayFault(
  deps: PatientDeps,
  codeHash: Buffer,
  body: unknown,
): Promise<'birthdayEmpty' | 'birthdayWrong' | null> {
  const birthday = birthdayIn(body);
  if (birthday === null) return 'birthdayEmpty';
  const matches = await deps.store.transact(deps.store.db, (tx) =>
    deps.store.links.birthdayMatches(tx, codeHash, birthday),
  );
  return matches ? null : 'birthdayWrong';
}

function birthdayIn(body: unknown): Birthday | null {
  const { day, month } = (body ?? {}) as Record<string, unknown>;
  if (typeof day !== 'string' || typeof month !== 'string') return null;
  const isNumber = (text: string): boolean => /^\d{1,2}$/.test(text.trim());
  return isNumber(day) && isNumber(month) ? { day: Number(day), month: Number(month) } : null;
}
