import { Router } from 'express';
import type { CaughtMail } from '../../src/storage/house/caught-mail';
import { isId } from '../../src/domain/facts/fields';
import { DomainError } from '../../src/domain/words/error';
import { iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { sendPage } from './page';

/** Caught mail as a page; demonstration stores only. */
export function mailboxRouter({ store }: Pick<ApiDeps, 'store'>): Router {
  const router = Router();
  router.get('/demo/mailbox', async (_req, res) => {
    const mails = await store.caughtMail.listCaughtMail(store.db, null, 200);
    sendPage(res, 'mailbox', { title: 'Mailbox', mails: mails.map((mail) => ({ ...mail, received: received(mail) })) });
  });
  router.get('/demo/mailbox/:id', async (req, res) => {
    const { id } = req.params;
    const mail = isId(id) ? await store.caughtMail.findCaughtMail(store.db, id) : null;
    if (!mail) throw new DomainError('not-found', 'There is no such mail.');
    // The mail brings its own styles inline; they count only in its frame, which inherits this policy. The frame is a
    // sandbox: no script, no form, no way out but a link the reader opens.
    res.setHeader('Content-Security-Policy', mailPolicy);
    sendPage(res, 'mail', { ...mail, title: mail.subject, received: received(mail), html: withLinksInTabs(mail.html) });
  });
  return router;
}

const received = (mail: CaughtMail): string => iso(mail.receivedAt).slice(0, 16).replace('T', ' ');

// A patient's page refuses to be shown in a frame, so its link opens beside.
const withLinksInTabs = (html: string): string => html.replace(/<head[^>]*>/i, '$&<base target="_blank">');

const mailPolicy =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
