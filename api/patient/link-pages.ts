import type { Request, Response } from 'express';
import type { ClinicSettings } from '../../src/domain/clinic';
import type { CheckInView } from '../../src/storage/check-ins';
import type { Birthday } from '../../src/storage/links';
import { formPages, isDone, minutesFor, nextPage } from './form-pages';
import { dayAndHour } from './day-and-hour';
import type { PatientDeps } from './patient-deps';
import { sendPage } from './render';
import { SESSION_HOURS, newToken, setSessionCookie, sha256 } from './session-cookie';
import { standing } from './standing';
import { words } from './texts.en';

type Handler = (req: Request, res: Response) => Promise<void>;

/** `/go/:code`: looking changes nothing, however often and by whatever program; only Start does. */
export function linkPages(deps: PatientDeps): { show: Handler; start: Handler } {
  const { store } = deps;

  // Both statements run for every code, so that an unknown one takes as long as a closed one.
  const find = async (codeHash: Buffer) => {
    const [view, fallback] = await Promise.all([
      store.checkIns.readCheckIn(store.db, { linkHash: codeHash }, null),
      store.links.onlyClinic(store.db),
    ]);
    return { view, clinic: view?.settings ?? fallback };
  };

  return {
    async show(req, res) {
      const { view, clinic } = await find(store.links.linkCodeHash(codeOf(req)));
      if (!settled(res, view, clinic)) showToday(deps, req, res, view);
    },
    async start(req, res) {
      const codeHash = store.links.linkCodeHash(codeOf(req));
      const { view, clinic } = await find(codeHash);
      if (settled(res, view, clinic)) return;
      const fault = view.settings.askBirthday ? await birthdayFault(deps, codeHash, req.body) : null;
      if (fault !== null) {
        showToday(deps, req, res, view, fault);
        return;
      }
      const token = newToken();
      await store.patientSessions.startPatientSession(store.db, {
        tokenHash: sha256(token),
        checkInId: view.id,
        hours: SESSION_HOURS,
      });
      setSessionCookie(res, token, deps.config.publicUrl.startsWith('https:'));
      res.redirect(303, '/check-in');
    },
  };
}

const codeOf = (req: Request): string => String(req.params.code);

/** Answers for every link that has nothing to start; a closed link and an unknown one look the same. */
function settled(res: Response, view: CheckInView | null, clinic: ClinicSettings | null): view is null {
  const stands = view === null ? 'closed' : standing(view, view.now);
  if (stands === 'sent') sendPage(res, 200, 'done', clinic, { title: words.doneTitle });
  else if (stands === 'closed')
    sendPage(res, 404, 'notice', clinic, { title: words.closedTitle, text: words.closedText });
  return stands === 'sent' || stands === 'closed';
}

function showToday(
  deps: PatientDeps,
  req: Request,
  res: Response,
  view: CheckInView,
  fault: string | null = null,
): void {
  const pages = formPages(view, deps.rules(view.pathway, view.settings).instruments);
  const next = nextPage(pages, view);
  const begun = pages.some((page) => isDone(page, view));
  sendPage(res, fault === null ? 200 : 422, 'today', view.settings, {
    title: words.todayTitle(pages.length, minutesFor(pages)),
    answerBy: dayAndHour(view.closesAt, view.timeZone),
    late: standing(view, view.now) === 'late',
    askBirthday: view.settings.askBirthday,
    startLabel: begun ? words.carryOn(next?.n ?? pages.length, pages.length) : words.start,
    action: `/go/${encodeURIComponent(codeOf(req))}`,
    fault,
    field: 'day',
  });
}

/** One sentence for a wrong day and for a locked link: nobody learns which. */
async function birthdayFault(deps: PatientDeps, codeHash: Buffer, body: unknown): Promise<string | null> {
  const birthday = birthdayIn(body);
  if (birthday === null) return words.birthdayEmpty;
  const matches = await deps.store.transact(deps.store.db, (tx) =>
    deps.store.links.birthdayMatches(tx, codeHash, birthday),
  );
  return matches ? null : words.birthdayWrong;
}

function birthdayIn(body: unknown): Birthday | null {
  const { day, month } = (body ?? {}) as Record<string, unknown>;
  if (typeof day !== 'string' || typeof month !== 'string') return null;
  const isNumber = (text: string): boolean => /^\d{1,2}$/.test(text.trim());
  return isNumber(day) && isNumber(month) ? { day: Number(day), month: Number(month) } : null;
}
