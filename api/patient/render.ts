import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import type { Response } from 'express';
import { fill } from '../../src/domain/patient-texts';
import { pagesFolder } from './pages-folder';
import type { Reader } from './reader';

export type PageName = 'today' | 'question' | 'skip' | 'check' | 'done' | 'help' | 'notice' | 'stop' | 'stopped';

const folder = pagesFolder();
const eta = new Eta({ views: folder, cache: true });

export const stylesheet = readFileSync(join(folder, 'patient.css'), 'utf8');
/** The hash makes a changed stylesheet a new address, so that it may be kept for a year. */
const stylesheetAddress = `/assets/patient.css?v=${createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)}`;

/** A page in the reader's words; without a clinic (an unknown link in a house of several) no telephone can be named. */
export function sendPage(
  res: Response,
  status: number,
  name: PageName,
  reader: Reader,
  page: { title: string } & Record<string, unknown>,
): void {
  const html = eta.render(`/${name}`, { ...reader, tel, fill, stylesheetAddress, ...page });
  res.status(status).type('html').send(html);
}

const tel = (number: string): string => `tel:${number.replace(/[^+\d]/g, '')}`;
