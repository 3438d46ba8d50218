import { Router } from 'express';
import type { CaughtMail, Reader } from '../../src/storage/house/caught-mail';
import { isId } from '../../src/domain/facts/fields';
import { DomainError } from '../../src/domain/words/error';
import type { ApiDeps } from '../deps';
import { clinicTime, demonstration } from './demonstration';
import { sendPage } from './page';

/** So many stand on a page. */
const ON_A_PAGE = 10;

const tabs: Record<Reader, string> = { patients: 'Patients', staff: 'Staff', test: 'Daily test' };
const readers = Object.keys(tabs) as Reader[];

/** Caught mail as a page; demonstration stores only. */
export function mailboxRouter({ store }: Pick<ApiDeps, 'store'>): Router {
  const router = Router();
  router.get('/demo/mailbox', async (req, res) => {
    const { of = 'patients', to, page } = req.query as Record<string, string | undefined>;
    const reader = readers.find((each) => each === of) ?? 'patients';
    const number = /^\d{1,4}$/.test(page ?? '') ? Number(page) : 0;
    const filter: Record<string, string> = to === undefined ? { of: reader } : { to };
    // One more than is shown says whether there are older ones.
    const found = await store.caughtMail.listCaughtMail(
      store.db,
      { ...(to === undefined ? { of: reader } : { to }), skip: number * ON_A_PAGE },
      ON_A_PAGE + 1,
    );
    const address = (at: number) => `/demo/mailbox?${new URLSearchParams({ ...filter, page: String(at) }).toString()}`;
    const { clinic, clock, timeZone } = await demonstration(store);
    res.setHeader('Cache-Control', 'no-store');
    sendPage(res, 'mailbox', {
      title: 'Mailbox',
      ...{ clinic, clock },
      here: address(0),
      person: to ?? null,
      everybody: '/demo/mailbox',
      tabs: readers.map((each) => ({
        words: tabs[each],
        to: `/demo/mailbox?of=${each}`,
        current: to === undefined && each === reader,
      })),
      mails: found.slice(0, ON_A_PAGE).map((mail) => ({ ...mail, received: clinicTime(mail.receivedAt, timeZone) })),
      newer: number > 0 ? address(number - 1) : null,
      older: found.length > ON_A_PAGE ? address(number + 1) : null,
    });
  });
  router.get('/demo/mailbox/:id', async (req, res) => {
    const { id } = req.params;
    const mail = isId(id) ? await store.caughtMail.findCaughtMail(store.db, id) : null;
    if (!mail) throw new DomainError('not-found', 'There is no such mail.');
    const { clinic, timeZone } = await demonstration(store);
    // The mail brings its own styles inline; they count only in its frame, which inherits this policy. The frame is a
    // sandbox: no script, no form, no way out but a link the reader opens.
    res.setHeader('Content-Security-Policy', mailPolicy);
    sendPage(res, 'mail', {
      ...mail,
      clinic,
      title: mail.subject,
      received: clinicTime(mail.receivedAt, timeZone),
      html: withLinksInTabs(mail),
    });
  });
  return router;
}

// A patient's page refuses to be shown in a frame, so its link opens beside.
const withLinksInTabs = ({ html }: CaughtMail): string => html.replace(/<head[^>]*>/i, '$&<base target="_blank">');

const mailPolicy =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
