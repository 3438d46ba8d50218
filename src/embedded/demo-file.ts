import { readJson, writeJson } from './data-folder';

/** The keys of the made-up staff, by role; null when they were handed out at an earlier start. */
export type ApiKeys = Readonly<Record<string, string>> | null;

type Prepare = (keysKept: boolean) => Promise<{ readonly apiKeys: ApiKeys }>;

/**
 * Runs what makes the clinic and writes down the keys it hands out: they open doors, so only the owner of the folder may
 * read the file. The URL follows PORT, the keys stay; when the file was lost or never written, new ones are asked for.
 */
export async function keepDemoFile(file: string, url: string, prepare: Prepare): Promise<void> {
  const { apiKeys: kept } = readJson(file);
  const keysKept = typeof kept === 'object' && kept !== null && Object.keys(kept).length > 0;
  const { apiKeys } = await prepare(keysKept);
  writeJson(file, { url, apiKeys: apiKeys ?? kept ?? {} }, 0o600);
}
