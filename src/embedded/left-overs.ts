import { type DataFolder, readJson } from './data-folder';
import { stopOrphan } from './process-table';

/** Ends what a killed supervisor left running, newest part first; each is recognised by our data folder in its command line. */
export async function stopLeftOvers(folder: DataFolder, say: (line: string) => void): Promise<void> {
  for (const [name, pid] of Object.entries(readJson(folder.parts)).reverse()) {
    if (typeof pid !== 'number') continue;
    const stopped = await stopOrphan(pid, folder.root, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    if (stopped) say(`Stopped the ${name} that an earlier start left behind.`);
  }
}
