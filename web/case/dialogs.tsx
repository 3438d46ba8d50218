import type { Patient, Person } from '../api/generated/types.gen';
import { Answers } from './answers';
import type { EditPart } from './contact/contact-card';
import { EditConsent, EditIdentity } from './contact/edit-consent';
import { EditContact } from './contact/edit-contact';
import { EditPeople } from './contact/edit-people';
import { EditSpoken } from './contact/edit-spoken';
import { Message } from './messages/message';
import { Correct } from './record/correct';
import { Record } from './record/dialog';
import type { Done } from './record/undo';
import type { TimelineLine } from './timeline/line-type';

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
};

/** The one dialog that is open over a case. */
export function Dialogs({ enrolmentId, person, patient, asked, opened, closeRecord, close, done }: Props) {
  const common = { person, close };
  if (asked !== null)
    return <Record enrolmentId={enrolmentId} person={person} asked={asked} close={closeRecord} done={done} />;
  if (opened === null) return null;
  const saved = (words: string) => {
    done({ eventId: null, words, note: null, until: null });
  };
  switch (opened.what) {
    case 'answers':
      return <Answers checkInId={opened.checkInId} {...common} />;
    case 'message':
      return <Message id={opened.messageId} {...common} />;
    case 'correct':
      return <Correct enrolmentId={enrolmentId} line={opened.line} {...common} done={done} />;
    case 'contact':
    case 'spoken':
    case 'people':
    case 'consent':
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
  identity: EditIdentity,
} as const;
