import { Router } from 'express';
import type { CaughtMail } from '../../src/storage/house/caught-mail';
import { isId } from '../../src/domain/words/id';
import { DomainError } from '../../src/domain/words/error';
import type { ApiDeps } from '../deps';
import { iso } from '../contracts/fields';
import { escape } from './html';

const style = `:root{color-scheme:light dark;background:Canvas}body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid GrayText;vertical-align:top;overflow-wrap:anywhere}
iframe{width:100%;height:32rem;border:1px solid GrayText;background:Canvas}pre{white-space:pre-wrap;border:1px solid GrayText;padding:1rem}`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escape(title)}</title><link rel="stylesheet" href="/demo/mailbox.css"></head><body><main><h1>${escape(title)}</h1>${body}</main></body></html>
`;

const when = (mail: CaughtMail): string => iso(mail.receivedAt).slice(0, 16).replace('T', ' ');

const row = (mail: CaughtMail): string =>
  `<tr><td>${when(mail)}</td><td>${escape(mail.to)}</td><td><a href="/demo/mailbox/${mail.id}">${escape(mail.subject)}</a></td></tr>`;

function list(mails: readonly CaughtMail[]): string {
  if (mails.length === 0) return page('Mailbox', '<p>No mail yet. Enrol a patient and move the clock on.</p>');
  return page(
    'Mailbox',
    `<p>Mail of this demonstration: caught here, sent nowhere. Times are the clinic’s clock in UTC.</p>
<table><thead><tr><th>Received</th><th>To</th><th>Subject</th></tr></thead><tbody>${mails.map(row).join('\n')}</tbody></table>`,
  );
}

/** The mail's own HTML stays in a sandbox: no script, no form, no way out but a link the reader opens. */
const one = (mail: CaughtMail): string =>
  page(
    mail.subject,
    `<p><a href="/demo/mailbox">All mail</a></p><p>${when(mail)} · from ${escape(mail.from)} · to ${escape(mail.to)}</p>
<iframe title="The mail as it looks" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" srcdoc="${escape(withLinksInTabs(mail.html))}"></iframe>
<h2>As text</h2><pre>${escape(mail.text)}</pre>`,
  );

// A patient's page refuses to be shown in a frame, so its link opens beside.
const withLinksInTabs = (html: string): string => html.replace(/<head[^>]*>/i, '$&<base target="_blank">');

/** Caught mail as a page; demonstration stores only. */
export function mailboxRouter({ store }: Pick<ApiDeps, 'store'>): Router {
  const router = Router();
  router.use('/demo/mailbox.css', (_req, res) => {
    res.type('css').send(style);
  });
  router.get('/demo/mailbox', async (_req, res) => {
    res.type('html').send(list(await store.caughtMail.listCaughtMail(store.db, null, 200)));
  });
  router.get('/demo/mailbox/:id', async (req, res) => {
    const { id } = req.params;
    const mail = isId(id) ? await store.caughtMail.findCaughtMail(store.db, id) : null;
    if (!mail) throw new DomainError('not-found', 'There is no such mail.');
    // The mail brings its own styles inline; they count only in its frame, which inherits this policy.
    res.setHeader('Content-Security-Policy', mailPolicy);
    res.type('html').send(one(mail));
  });
  return router;
}

const mailPolicy =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
