import { useTranslation } from 'react-i18next';
import type { Person } from '../api/generated/types.gen';
import { Answers } from './answers';
import type { EditPart } from './contact/contact-card';
import { EditConsent, EditContact } from './contact/edit';
import { Message } from './messages/message';
import { Correct } from './record/correct';
import { Record } from './record/dialog';
import type { Done } from './record/undo';
import type { TimelineLine } from './timeline/line-type';
import type { PatientRecord } from './types';

export type Opened =
  | { what: EditPart }
  | { what: 'correct'; line: TimelineLine }
  | { what: 'answers'; checkInId: string }
  | { what: 'message'; messageId: string };

type Props = {
  enrolmentId: string;
  person: Person;
  patient: PatientRecord | undefined;
  /** Which kind of fact is to be recorded; null = none. */
  asked: string | null;
  opened: Opened | null;
  closeRecord: () => void;
  close: () => void;
  done: (done: Done) => void;
};

/** The one dialog that is open over a case. */
export function Dialogs({ enrolmentId, person, patient, asked, opened, closeRecord, close, done }: Props) {
  const { t } = useTranslation('case');
  const common = { person, close };
  if (asked !== null)
    return <Record enrolmentId={enrolmentId} person={person} asked={asked} close={closeRecord} done={done} />;
  if (opened === null) return null;
  const saved = (words: string) => {
    done({ eventId: null, words: t('ofContact', { what: words }), note: null, until: null });
  };
  switch (opened.what) {
    case 'answers':
      return <Answers checkInId={opened.checkInId} {...common} />;
    case 'message':
      return <Message id={opened.messageId} {...common} />;
    case 'correct':
      return <Correct enrolmentId={enrolmentId} line={opened.line} {...common} done={done} />;
    case 'contact':
      return patient === undefined ? null : <EditContact patient={patient} close={close} done={saved} />;
    case 'consent':
      return patient === undefined ? null : <EditConsent patient={patient} close={close} done={saved} />;
  }
}
