import { care, personOf } from '../words/authority';
import { always, alwaysByAnybody, type Group, type PatientFacts } from './fact';
import {
  access,
  bestTime,
  careTeamChange,
  emergencyContact,
  generalPractitioner,
  otherPhones,
  phoneKind,
  preferredName,
} from './contact';
import {
  birthDate,
  dataOf,
  id,
  language,
  mailbox,
  notLater,
  notSameAs,
  person,
  phone,
  postalAddress,
  promptHour,
  reason,
  yesOrNo,
} from './fields';
import { patientZone } from './time-zone';
import { asker, read } from '../telling/entry-words';
import { askAgain, ringWhereNoMailAsks } from '../check-ins/open-and-close';
import { endEnrolment, letGo } from '../promises/ending';
import type { EventOf, Reach } from '../words/event';
import { type PersonField, personFields } from '../words/choices';
import { stopAskingAdults } from '../check-ins/left-behind';
import { lookAtReach } from '../check-ins/reach';
import { lookAtIntake } from '../stages/diagnosis/intake';
import { isIn } from '../stages/kind';
import { seatsOf } from '../stages/registry';
import { closeTasks, openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';
import { inputsOf } from '../words/history';

const identity = (today: string) => ({
  familyName: person.familyName.optional(),
  givenName: person.givenName.optional(),
  bornOn: birthDate(today).optional(),
  reference: person.reference.optional(),
});

const contact = ({ isMailbox, zones, promptHours }: PatientFacts) =>
  dataOf({
    email: mailbox(isMailbox).nullable().optional(),
    phone: phone.nullable().optional(),
    address: postalAddress().nullable().optional(),
    timeZone: patientZone(zones).optional(),
    preferredTime: promptHour(promptHours).optional(),
    language: language.optional(),
    preferredName: preferredName.nullable().optional(),
    bestTime: bestTime.nullable().optional(),
    phoneKind: phoneKind.nullable().optional(),
    otherPhones: otherPhones.optional(),
    emergencyContact: emergencyContact.nullable().optional(),
    gp: generalPractitioner(isMailbox).nullable().optional(),
    access: access.nullable().optional(),
    notSameAs,
  }).refine(
    (change) => Object.keys(change).some((field) => field !== 'notSameAs'),
    'Give at least one field that has changed, such as email, phone, address or preferredTime.',
  );

export const personFacts = {
  'patient.died': {
    ...alwaysByAnybody,
    data: ({ today }) => dataOf({ diedOn: notLater(today).optional() }).default({}),
    example: {},
    status: 'ended',
    take: takeDeath,
    kept: null,
    told: null,
  },
  'consent.changed': {
    ...alwaysByAnybody,
    data: ({ today }) => dataOf({ email: yesOrNo, givenOn: notLater(today).optional() }),
    example: { email: false },
    take: takeConsent,
    kept: null,
    told: (entry) => `Consent to mail: ${read(entry, 'consent to mail')}${asker(entry)}.`,
  },
  'contact.changed': {
    ...alwaysByAnybody,
    data: contact,
    example: { preferredTime: '10:00' },
    take: takeReach,
    kept: 'A change of contact details cannot be retracted: record the right address instead.',
    told: null,
  },
  'care-team.changed': {
    ...alwaysByAnybody,
    data: ({ staff }) => careTeamChange(staff),
    example: { clinician: null },
    take: takeCareTeam,
    kept: null,
    told: () => 'The care team changed.',
  },
  'contact.bounced': {
    ...always,
    take: takeBounce,
    kept: 'That mail came back cannot be retracted: record the right address instead.',
    told: () => 'A mail could not be delivered: the address does not work.',
  },
  'patient.corrected': {
    ...alwaysByAnybody,
    data: ({ today }) =>
      dataOf({ ...identity(today), notSameAs, reason: reason('why it was wrong') }).refine(
        (change) => personFields.some((field) => change[field] !== undefined),
        `Give at least one of ${personFields.join(', ')}.`,
      ),
    example: { givenName: 'Adaeze', reason: 'typed wrongly' },
    take: takePersonCorrected,
    kept: 'A correction of the person cannot be retracted: correct it again.',
    told: (entry) => `The record was corrected: ${entry.inputs.map(({ value }) => String(value)).join(', ')}.`,
  },
  'patient.merged': {
    ...always,
    who: personOf(care),
    data: () => dataOf({ from: id, reason: reason('why the two records are one person') }),
    example: { from: '0199a000-0000-7000-8000-000000000000', reason: 'typed twice' },
    take: takeMerge,
    kept: 'Two records that were merged are not taken apart: record what is so now.',
    told: () => 'Two records of this patient were made one.',
  },
} satisfies Group;

// Facts of the person: they reach every enrolment, also one that has ended.

function takeDeath(work: Work, event: EventOf<'patient.died'>, at: Instant): void {
  const rule = eventRule(event.type);
  if (work.state.ended) {
    note(work, { at, what: 'event.ignored', rule, inputs: [{ name: 'because', value: 'ended' }] });
    letGo(work, 'died', at, rule);
    return;
  }
  endEnrolment(work, 'died', at, rule);
  openTask(work, { task: 'tell-family-contact-ended', about: todayOf(work.state, at), at, rule });
}

function takeConsent(work: Work, event: EventOf<'consent.changed'>, at: Instant): void {
  const { state } = work;
  const { email, by } = event.data;
  const rule = eventRule(event.type);
  state.emailConsent = email;
  const asker = by === undefined ? [] : [{ name: 'asked for by', value: by }];
  const inputs = [{ name: 'consent to mail', value: email ? 'yes' : 'no' }, ...asker];
  note(work, { at, what: 'consent.changed', rule, inputs });
  if (email) closeTasks(work, ['call-about-stop'], at, 'mail was agreed to again', rule);
  if (state.ended) return;
  ringWhereNoMailAsks(work, at);
  if (by !== 'patient') return;
  closeTasks(work, ['call-about-pause'], at, 'the patient stopped the messages', rule);
  openTask(work, { task: 'call-about-stop', about: todayOf(state, at), at, rule });
}

function takeReach(work: Work, event: EventOf<'contact.changed'>, at: Instant): void {
  const { state } = work;
  const rule = eventRule(event.type);
  const { reach, newAddress, sameAddress } = event.data;
  const before = state.reach;
  state.reach = { ...reach };
  const works = state.reach.hasEmail && !(sameAddress && state.undeliverable);
  if (works) state.undeliverable = false;
  const asked = newAddress === undefined ? [] : [{ name: 'asked again at the new address', value: 'yes' }];
  note(work, { at, what: 'reach.changed', rule, inputs: [...reachInputs(state.reach), ...asked] });
  if (newAddress) {
    // Silence of somebody else's mailbox says nothing about the patient.
    state.missedInARow = {};
    askAgain(state.checkIns, at);
  }
  if (!state.ended) {
    ringWhereNoMailAsks(work, at);
    lookAtReach(work, at, rule, before);
  }
  if (works) closeTasks(work, ['correct-contact'], at, 'the contact was changed', rule);
  if (state.reach.hasPhone) closeTasks(work, ['no-telephone'], at, 'a telephone number was recorded', rule);
  else if (!state.ended) openTask(work, { task: 'no-telephone', about: todayOf(state, at), at, rule });
}

/** No decision knows who looks after the patient: names and ids stand in the fact alone. */
function takeCareTeam(work: Work, event: EventOf<'care-team.changed'>, at: Instant): void {
  note(work, { at, what: 'care-team.changed', rule: eventRule(event.type) });
}

function reachInputs(reach: Reach) {
  return inputsOf({
    'time zone': reach.timeZone,
    language: reach.language,
    'preferred time': reach.preferredTime,
    'e-mail': reach.hasEmail ? 'yes' : 'no',
    telephone: reach.hasPhone ? 'yes' : 'no',
  });
}

function takeBounce(work: Work, event: EventOf<'contact.bounced'>, at: Instant): void {
  const { state } = work;
  const rule = eventRule(event.type);
  state.undeliverable = true;
  note(work, { at, what: 'contact.bounced', rule });
  if (!state.ended) ringWhereNoMailAsks(work, at);
  if (!state.ended) openTask(work, { task: 'correct-contact', about: todayOf(state, at), at, rule });
}

/** Decisions know no name, and of a birth date only whether the patient is of age: what is for adults is then asked, or not. */
function takePersonCorrected(work: Work, event: EventOf<'patient.corrected'>, at: Instant): void {
  const { state, rules } = work;
  const { fields, ofAge } = event.data;
  const rule = eventRule(event.type);
  const inputs = fields.map((value) => ({ name: 'corrected', value: fieldNames[value] }));
  note(work, { at, what: 'patient.corrected', rule, inputs });
  if (ofAge === undefined) return;
  state.ofAge = ofAge;
  if (state.ended) return;
  stopAskingAdults(work, at, rule);
  for (const seat of seatsOf(rules, state)) if (isIn('diagnosis', seat)) lookAtIntake(work, seat, at);
}

const fieldNames = {
  familyName: 'family name',
  givenName: 'given name',
  bornOn: 'birth date',
  reference: 'reference',
} satisfies Record<PersonField, string>;

/** What the other record's ways, consent and escalations mean here comes as facts of its own. */
function takeMerge(work: Work, event: EventOf<'patient.merged'>, at: Instant): void {
  note(work, { at, what: 'patient.merged', rule: eventRule(event.type) });
}
