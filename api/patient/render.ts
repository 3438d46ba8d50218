import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { callsOf, helpClassOf, numbersIn } from '../../src/domain/patient-texts/emergency';
import { fill } from '../../src/domain/patient-texts/texts';
import type { HelpText } from '../answering/help-texts';
import { templatesIn } from '../pages/templates';
import type { Reader } from './reader';

export type PageName =
  | 'today'
  | 'question'
  | 'skip'
  | 'check'
  | 'done'
  | 'help'
  | 'notice'
  | 'stop'
  | 'stopped'
  | 'appointment/page'
  | 'appointment/birthday'
  | 'appointment/cannot-come'
  | 'report/tell'
  | 'report/sent'
  | 'report/ended';

const templates = templatesIn('api/patient/pages');

export const stylesheet = templates.read('patient.css');
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
  const helpers = { tel, fill, linked: linkedIn(reader), calls: callsIn(reader) };
  const html = templates.render(name, { ...reader, ...helpers, stylesheetAddress, ...page });
  res.status(status).type('html').send(html);
}

/** A number that a line does not break. */
const whole = (number: string): string => number.replaceAll(' ', '\u00a0');

const tel = (number: string): string => `tel:${number.replace(/[^+\d]/g, '')}`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${String(sign.codePointAt(0))};`);

/** A sentence as HTML in which each number of the clinic can be rung. */
function linkedIn({ clinic }: Reader): (line: string) => string {
  const numbers = clinic === null ? [] : numbersIn(clinic);
  if (numbers.length === 0) return escaped;
  const sought = numbers.map((number) => number.replace(/[^\d ]/g, '\\$&')).join('|');
  // No number inside a longer one.
  const pattern = new RegExp(`(?<![+\\d])(?:${sought})(?!\\d)`, 'g');
  return (line) => {
    const found = [...line.matchAll(pattern)];
    const ends = [0, ...found.map((match) => match.index + match[0].length)];
    const linked = found.map(
      ({ 0: number, index }, at) =>
        `${escaped(line.slice(ends[at], index))}<a href="${tel(number)}">${escaped(number)}</a>`,
    );
    return linked.join('') + escaped(line.slice(ends.at(-1)));
  };
}

/** The buttons of a help page: whom to ring, in which words, and when they answer. */
function callsIn({ clinic, safety, words, hours, now }: Reader) {
  return ({ page }: Pick<HelpText, 'page'>) => {
    if (clinic === null || safety === null) return [];
    const helpClass = helpClassOf(page, safety.help[page]);
    return callsOf(helpClass, clinic, safety.isElsewhere, now).map(({ to, name, number }, index, all) => {
      const besideFirst = all[0]?.to === 'crisis' && to === 'emergency';
      return {
        to,
        strong: index === 0 || besideFirst,
        address: tel(number),
        label:
          to === 'emergency'
            ? fill(words.ring, { number: whole(number) })
            : `${fill(words.ringUs, { clinic: name })} ${whole(number)}`,
        hours: to === 'clinic' ? hours : null,
      };
    });
  };
}

const csp =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * A page that is nobody else's: no script, no frame, no copy in any cache or index. Under /go the address itself opens
 * the form, so it never leaves in a referrer; behind the cookie the own origin may be told, because a browser without
 * Sec-Fetch-Site sends `Origin: null` with a form whenever the referrer is forbidden.
 */
export const pageHeaders =
  (referrer: 'no-referrer' | 'same-origin'): RequestHandler =>
  (_req, res, next) => {
    res.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': csp,
      'Referrer-Policy': referrer,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    next();
  };
