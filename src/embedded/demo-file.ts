import { readJson, writeJson } from './data-folder';

/** The keys of the made-up staff, by role; null when they were handed out at an earlier start. */
export type ApiKeys = Readonly<Record<string, string>> | null;

/** Keys open doors: only the owner of the folder may read the file. The URL follows PORT, the keys stay. */
export function writeDemoFile(file: string, url: string, apiKeys: ApiKeys): void {
  const kept = readJson(file).apiKeys;
  writeJson(file, { url, apiKeys: apiKeys ?? kept ?? {} }, 0o600);
}
