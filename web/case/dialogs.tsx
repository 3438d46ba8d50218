import type { Patient, PatientEventAccepted, Person } from '../api/generated/types.gen';
import { Answers } from './answers/answers';
import type { EditPart } from './contact/contact-card';
import { EditConsent, EditIdentity } from './contact/edit-consent';
import { EditContact } from './contact/edit-contact';
import { EditPeople } from './contact/edit-people';
import { EditSpoken } from './contact/edit-spoken';
import { EditTeam } from './contact/edit-team';
import { Message } from './messages/message';
import { Correct } from './record/correct';
import { Record } from './record/dialog';
import type { Done } from './record/undo';
import type { TimelineLine } from './timeline/line-of';

export type Opened =
  | { what: EditPart }
  | { what: 'correct'; line: TimelineLine }
  | { what: 'answers'; checkInId: string }
  | { what: 'message'; messageId: string };

type Props = {
  enrolmentId: string;
  person: Person;
  patient: Patient | undefined;
  /** Which kind of fact is to be recorded; null = none. */
  asked: string | null;
  opened: Opened | null;
  closeRecord: () => void;
  close: () => void;
  done: (done: Done) => void;
  /** How the patient is reached was saved. */
  corrected: () => void;
};

/** The one dialog that is open over a case. */
export function Dialogs({ enrolmentId, person, patient, asked, opened, closeRecord, close, done, corrected }: Props) {
  if (asked !== null)
    return <Record enrolmentId={enrolmentId} person={person} asked={asked} close={closeRecord} done={done} />;
  if (opened === null) return null;
  const saved = (words: string, { events, undoUntil }: PatientEventAccepted) => {
    const own = events.find((event) => event.enrolmentId === enrolmentId);
    done({ eventId: own?.eventId ?? null, words, until: undoUntil });
    if (opened.what === 'contact') corrected();
  };
  switch (opened.what) {
    case 'message':
      return <Message id={opened.messageId} person={person} close={close} />;
    case 'answers':
      return <Answers checkInId={opened.checkInId} person={person} close={close} />;
    case 'correct':
      return <Correct enrolmentId={enrolmentId} line={opened.line} person={person} close={close} done={done} />;
    case 'contact':
    case 'spoken':
    case 'people':
    case 'consent':
    case 'team':
    case 'identity': {
      const Edit = edits[opened.what];
      return patient === undefined ? null : <Edit patient={patient} close={close} done={saved} />;
    }
  }
}

const edits = {
  contact: EditContact,
  spoken: EditSpoken,
  people: EditPeople,
  consent: EditConsent,
  team: EditTeam,
  identity: EditIdentity,
} as const;
