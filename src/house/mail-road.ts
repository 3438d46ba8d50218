import { join } from 'node:path';
import type { Config } from '../config/config';
import { repositoryRoot } from '../config/settings';
import type { Catalogue } from '../catalogue/catalogue';
import { textIn } from '../domain/patient-texts/texts';
import { type Channel, createPace } from '../mail/channel';
import { createRender } from '../mail/render';
import { createMailChannel } from '../mail/send-mail';
import { createWebhookChannel } from '../mail/send-webhook';

/** Longer than any hand-over may take: an attempt that is older has no one left who could settle it. */
const GRACE_SECONDS = 60;

/** Mails as they are sent; screens show the same ones before. */
export const createMailRender = ({ config, catalogue }: { config: Pick<Config, 'publicUrl'>; catalogue: Catalogue }) =>
  createRender({
    templateFolder: join(repositoryRoot(), 'src', 'mail', 'templates'),
    publicUrl: config.publicUrl,
    messageTexts: ({ id }, language) => ({
      texts: catalogue.messages(id, language),
      frame: textIn(catalogue.patientTexts, language).text,
    }),
    instruments: catalogue.instruments,
  });

/** Every way out of the building: rendering, pooled SMTP, signed webhooks, and the pace of each lane. */
export function createMailRoad({ config, catalogue }: { config: Config; catalogue: Catalogue }) {
  const render = createMailRender({ config, catalogue });
  const mail = createMailChannel({
    smtpUrl: config.smtpUrl,
    fromAddress: config.mailFrom.address,
    replyTo: config.mailReplyTo,
    render,
    timeoutMs: config.mailTimeoutSeconds * 1000,
  });
  return {
    channels: { mail, webhook: webhookOf(config) },
    pace: { bulk: createPace(config.mailPacePerSecond), urgent: createPace(0) },
    attemptSeconds: config.mailTimeoutSeconds + GRACE_SECONDS,
    close: () => {
      mail.close();
    },
  };
}

/** Without a secret nothing can be signed, so nobody is told that way. */
function webhookOf(config: Config): Channel {
  if (config.pagerSecret === null)
    return { deliver: () => Promise.resolve({ outcome: 'refused', code: null, hardBounce: false }) };
  return createWebhookChannel({ secret: config.pagerSecret, loopbackOnly: config.mode === 'demo' });
}
