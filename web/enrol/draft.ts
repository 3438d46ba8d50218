import type { NewEnrolment, Person } from '../api/generated/types.gen';

export type Draft = {
  familyName: string;
  givenName: string;
  bornOn: string;
  reference: string;
  email: string;
  phone: string;
  reads: 'alone' | 'too' | null;
  helper: string;
  language: string;
  largePrint: boolean;
  interpreter: boolean;
  helps: boolean;
  consent: 'yes' | 'no' | null;
  consentOn: string;
  pathway: string;
  preferredTime: string;
  emergencyName: string;
  emergencyPhone: string;
  emergencyRelation: string;
  emergencyDiscuss: 'yes' | 'no' | null;
  gpName: string;
  gpPractice: string;
  address: string;
  noEmail: boolean;
  /** Said to be other people than this one. */
  notSameAs: string[];
  /** Whom it was found to be. */
  known: Person | null;
};

export const emptyDraft = (today: string, language: string): Draft => ({
  familyName: '',
  givenName: '',
  bornOn: '',
  reference: '',
  email: '',
  phone: '',
  reads: null,
  helper: '',
  language,
  largePrint: false,
  interpreter: false,
  helps: false,
  consent: null,
  consentOn: today,
  pathway: '',
  preferredTime: '09:00',
  emergencyName: '',
  emergencyPhone: '',
  emergencyRelation: '',
  emergencyDiscuss: null,
  gpName: '',
  gpPractice: '',
  address: '',
  noEmail: false,
  notSameAs: [],
  known: null,
});

export type Field = keyof Draft;
/** What a person must still say, by field, in the order of the page; the server judges the rest. */
const asked = ['familyName', 'givenName', 'bornOn', 'reference', 'email', 'phone', 'reads', 'helper'] as const;
const askedLater = ['consent', 'consentOn', 'pathway'] as const;
export type Gap = (typeof asked)[number] | (typeof askedLater)[number] | 'emergency';

export function gapsOf(draft: Draft): Gap[] {
  const isEmpty = (value: string | null) => value === null || value.trim() === '';
  const wanted: Record<Exclude<Gap, 'emergency'>, boolean> = {
    familyName: true,
    givenName: true,
    bornOn: true,
    reference: true,
    email: !draft.noEmail,
    phone: draft.noEmail,
    reads: !draft.noEmail && !isEmpty(draft.email),
    helper: !draft.noEmail && draft.reads === 'too',
    consent: !draft.noEmail,
    consentOn: true,
    pathway: true,
  };
  const gaps: Gap[] = [...asked, ...askedLater].filter((field) => wanted[field] && isEmpty(draft[field]));
  const emergency = [draft.emergencyName, draft.emergencyPhone, draft.emergencyRelation, draft.emergencyDiscuss];
  return emergency.some((value) => !isEmpty(value)) && emergency.some(isEmpty) ? [...gaps, 'emergency'] : gaps;
}

/** What the API is told. What was left empty is left out: not known is not "none". */
export function bodyOf(draft: Draft, timeZone: string): NewEnrolment {
  const { familyName, givenName, bornOn, reference, language, preferredTime } = draft;
  const typed = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const helper = draft.reads === 'too' && !draft.noEmail ? (typed(draft.helper) ?? true) : draft.helps;
  const [email, gpName, phone, address] = [draft.email, draft.gpName, draft.phone, draft.address].map(typed);
  const gpPractice = typed(draft.gpPractice);
  return {
    pathway: draft.pathway,
    patient: {
      ...{ reference, familyName, givenName, bornOn, language, timeZone, preferredTime },
      ...(email === undefined || draft.noEmail ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(address === undefined ? {} : { address }),
      ...(gpName === undefined
        ? {}
        : { gp: { name: gpName, ...(gpPractice === undefined ? {} : { practice: gpPractice }) } }),
      ...(typed(draft.emergencyName) === undefined
        ? {}
        : {
            emergencyContact: {
              name: draft.emergencyName,
              phone: draft.emergencyPhone,
              relation: draft.emergencyRelation,
              mayDiscuss: draft.emergencyDiscuss === 'yes',
            },
          }),
      access: { interpreter: draft.interpreter, largePrint: draft.largePrint, helper },
    },
    ...(draft.notSameAs.length === 0 ? {} : { notSameAs: draft.notSameAs }),
    consent: { email: !draft.noEmail && draft.consent === 'yes', givenOn: draft.consentOn },
  };
}
