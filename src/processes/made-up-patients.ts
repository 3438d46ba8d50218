import { readConfig } from '../config/config';
import { createDependencies } from '../house/dependencies';
import { createMailbox } from '../house/demonstration/mailbox';
import { makePatients } from '../house/demonstration/make';
import { wakeEverything } from '../house/recover';
import { lastWords } from '../log';

/** Makes the made-up patients of a new demonstration store beside the house that runs, and ends. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const deps = createDependencies(config, 'made-up patients', 2);
  const stop = new AbortController();
  process.once('SIGTERM', () => {
    stop.abort();
  });
  const since = performance.now();
  const mailbox = createMailbox({
    render: deps.renderMail,
    fromAddress: config.mailFrom.address,
    replyTo: config.mailReplyTo,
  });
  const { databaseUrl, demoPatients: wanted } = config;
  const made = await makePatients({ deps, databaseUrl, wanted, mailbox, signal: stop.signal });
  if (made > 0 && !stop.signal.aborted) await wakeEverything(deps);
  deps.log.info({ made, ms: Math.round(performance.now() - since) }, 'made-up patients are there');
  await deps.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exit(1);
});
