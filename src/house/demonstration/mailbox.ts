import { CompiledQuery } from 'kysely';
import { createTransport } from 'nodemailer';
import { keeping, toMails } from '../../embedded/mail/mail-catcher';
import type { Handover } from '../../domain/words/message';
import { mailOf } from '../../mail/send-mail';
import { parseMailbox } from '../../mail/channel';
import type { Render } from '../../mail/render';
import type { Tx } from '../../storage/tx/connection';

/**
 * Puts mails into the mailbox of a demonstration as if they had just been caught, at the time by which the transaction
 * lives: with the links that the ledger knows, and nobody has to send them.
 */
export function createMailbox(options: { render: Render; fromAddress: string; replyTo: string | null }) {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (tx: Tx, handover: Handover): Promise<void> => {
    const { mailbox } = parseMailbox(handover.to);
    if (handover.channel !== 'mail' || mailbox === null) return;
    const { message } = await transport.sendMail(mailOf(options, handover, mailbox));
    const envelope = { from: options.fromAddress, to: [mailbox] };
    for (const mail of await toMails(message as Buffer, envelope)) {
      const { text, values } = keeping(mail);
      await tx.executeQuery(CompiledQuery.raw(text, values));
    }
  };
}
