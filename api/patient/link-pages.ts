import type { Request, Response } from 'express';
import { askingNow } from '../../src/domain/instrument/pages';
import { fill } from '../../src/domain/patient-texts/texts';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Birthday } from '../../src/storage/check-in/links';
import type { MessageChoice } from '../../src/storage/message/choice';
import { hashOfSecret, newSecret } from '../../src/identity/secrets';
import { addressOf, anyReader, askingText, counted, day, dayAndHour, goOf, linkReader, type Reader } from './reader';
import { adviceOf, sendDone } from './help-pages';
import { formPages, isDone, nextPage } from '../answering/form-pages';
import { deferForms, laterView } from './later';
import { heldBack, openedNow, type PatientDeps, servedPages } from './serving';
import { sendPage } from './render';
import { SESSION_HOURS, setSessionCookie } from './cookies';
import { type Notice, sendClosed } from './session-notices';
import { recordShown, safetyNetOf } from '../answering/help-texts';
import { standing } from '../answering/standing';

type Handler = (req: Request, res: Response) => Promise<void>;

/** `/go/:code`: looking changes nothing, however often and by whatever program; only Start does. */
export function linkPages(deps: PatientDeps): { show: Handler; start: Handler } {
  const { store } = deps;

  // The same statements run for every code, so that an unknown one takes as long as a closed one.
  const find = async (req: Request, codeHash: Buffer): Promise<Found> => {
    const [view, fallback] = await Promise.all([
      store.checkIns.readCheckIn(store.db, { linkHash: codeHash }, null),
      store.links.onlyClinic(store.db),
    ]);
    const choice = await store.messageChoice.choiceOf(store.db, view?.patientId ?? NOBODY, view?.now ?? 0);
    const at = goOf(codeOf(req));
    return { view, choice, reader: view === null ? anyReader(deps, fallback, at) : linkReader(deps, view, at) };
  };

  return {
    async show(req, res) {
      const found = await find(req, store.links.linkCodeHash(codeOf(req)));
      const open = startable(deps, res, found);
      if (open !== null) showToday(deps, req, res, open);
    },
    async start(req, res) {
      const codeHash = store.links.linkCodeHash(codeOf(req));
      const found = await find(req, codeHash);
      const open = startable(deps, res, found);
      if (open === null) return;
      const { view, reader } = open;
      const fault = view.settings.askBirthday ? await birthdayFault(deps, codeHash, req.body) : null;
      if (fault !== null) {
        res.redirect(303, `${goOf(codeOf(req))}?fault=${fault}`);
        return;
      }
      await deferAtStart(deps, view);
      const token = newSecret();
      const session = { tokenHash: hashOfSecret(token), linkHash: codeHash, hours: SESSION_HOURS };
      const isOpen = await store.transact(store.db, async (tx) => {
        const started = await store.patientSessions.startPatientSession(tx, session);
        if (started) await recordShown(deps, tx, view, safetyNetOf(view));
        return started;
      });
      if (!isOpen) {
        sendClosed(res, 404, reader);
        return;
      }
      setSessionCookie(res, view, token, deps.config.publicUrl.startsWith('https:'));
      res.redirect(303, addressOf(view));
    },
  };
}

const codeOf = (req: Request): string => String(req.params.code);

const NOBODY = '00000000-0000-0000-0000-000000000000';

type Found = { view: CheckInView | null; choice: MessageChoice; reader: Reader };
type Startable = Found & { view: CheckInView };

/**
 * Answers for every link that has nothing to start. A closed link and an unknown one look the same, except that whoever
 * paused or stopped the messages is told so, and how to start them again, and that advice once given is given again.
 */
function startable(deps: PatientDeps, res: Response, found: Found): Startable | null {
  const { view, choice, reader } = found;
  const stands = view === null ? 'closed' : standing(view, view.now);
  if (view !== null && stands === 'sent') sendDone(deps, res, view, reader);
  else if (stands === 'closed') {
    const paused = view === null ? null : pausedNotice(view, choice, reader);
    const texts = view === null ? [] : adviceOf(deps, view);
    const known = paused !== null || texts.length > 0;
    sendClosed(res, 404, known ? reader : { ...reader, whose: null }, { paused, texts });
  }
  return view === null || stands === 'sent' || stands === 'closed' ? null : { view, choice, reader };
}

/** Null while messages go out as planned. */
function pausedNotice(
  view: CheckInView,
  { stopped, pausedUntil }: MessageChoice,
  { words, language }: Reader,
): Notice | null {
  if (stopped) return { title: words.stoppedTitle, text: words.stoppedText };
  if (pausedUntil === null) return null;
  const date = day(pausedUntil, view.timeZone, language);
  return { title: words.pausedTitle, text: fill(words.pausedText, { date }) };
}

function showToday(deps: PatientDeps, req: Request, res: Response, { view, choice, reader }: Startable): void {
  const { words } = reader;
  const fault = req.query.fault === 'birthdayEmpty' || req.query.fault === 'birthdayWrong' ? req.query.fault : null;
  const { instruments } = deps.rules(view.pathway, view.settings);
  const all = formPages(view, instruments);
  const pages = servedPages(all, view, new Set());
  const asking = askingNow(openedNow(view), instruments);
  const next = nextPage(pages, view);
  const place = next === null ? pages.length : pages.indexOf(next) + 1;
  const begun = pages.some((page) => isDone(page, view));
  const later = pages.length === 0 ? laterView(pages, all, view, reader) : null;
  sendPage(res, 200, 'today', reader, {
    title: later !== null ? words.laterTitle : askingText(asking, reader),
    listNote: asking.longest > 0 ? counted(reader, asking.pages === 1 ? 'onlyList' : 'longest', asking.longest) : null,
    mayFollow: asking.mayFollow,
    texts: adviceOf(deps, view),
    later: later?.text ?? null,
    paused: pausedNotice(view, choice, reader),
    answerBy: view.isForToday ? null : dayAndHour(view.closesAt, view.timeZone, reader.language),
    late: standing(view, view.now) === 'late',
    askBirthday: view.settings.askBirthday,
    startLabel:
      later !== null ? words.helpFinish : begun ? fill(words.carryOn, { n: place, of: pages.length }) : words.start,
    action: goOf(codeOf(req)),
    fault: fault === null ? null : words[fault],
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
export async function birthdayFault(
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
