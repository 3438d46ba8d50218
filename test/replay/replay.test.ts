import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

const folder = join(__dirname, 'histories');

/** Histories of released workflow code are kept for ever: the code of today must still walk their way. */
describe('the workflows of today', () => {
  beforeAll(() => {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  });

  it.each(readdirSync(folder).sort())('replay %s', async (file) => {
    const codePath = process.env.TEST_WORKFLOW_BUNDLE ?? '';
    const history: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));

    await Worker.runReplayHistory({ workflowBundle: { codePath } }, history);
  });

  it('do not replay a history that was tampered with', async () => {
    const codePath = process.env.TEST_WORKFLOW_BUNDLE ?? '';
    const text = readFileSync(join(folder, 'care-pathway-ended.json'), 'utf8');
    const tampered: unknown = JSON.parse(
      text
        .replaceAll('"advanceEnrolment"', '"somethingElse"')
        .replaceAll(
          Buffer.from('"advanceEnrolment"').toString('base64'),
          Buffer.from('"somethingElse"').toString('base64'),
        ),
    );

    await expect(Worker.runReplayHistory({ workflowBundle: { codePath } }, tampered)).rejects.toThrow();
  });
});
