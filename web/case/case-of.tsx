import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolment, Patient, SeriesList } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { useMay } from '../app/me';
import { Line } from '../kit/lines';
import { Loaded } from '../kit/list';
import { OpenedBy } from '../kit/opened-by';
import { Banner } from '../kit/person';
import css from './case.module.css';
import { type Opened, Dialogs } from './dialogs';
import { ContactCard } from './contact/contact-card';
import { Dock, Head, Printed } from './head';
import { Messages } from './messages/messages';
import { NowCard } from './now/now-card';
import { OpenEscalation } from './open-escalation';
import { type Done, Undo } from './record/undo';
import { Timeline } from './timeline/timeline';
import { useRecord } from './use-record';

// Asked for at once, and not first when the scores are there.
const drawing = import('./chart/charts');
const Charts = lazy(async () => ({ default: (await drawing).Charts }));

/** The page of a case: who, what is open, where and what next; scores, what happened, how to reach them, mail. */
export function CaseOf({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useTranslation('case');
  const { id, person, openEscalation } = enrolment;
  const mayRecord = useMay('record facts');
  const mayChange = useMay('record facts of the person');
  const record = useRecord();
  const patient = useRead<Patient>(`/patients/${enrolment.patientId}`);
  const series = useRead<SeriesList>(`/enrolments/${id}/series`);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [done, setDone] = useState<Done[]>([]);
  const [askedAnew, setAskedAnew] = useState(false);
  const bounced = patient.data?.email?.bouncedAt ?? null;
  const add = (one: Done) => {
    setDone((before) => [one, ...before]);
  };
  const openMessage = (messageId: string) => {
    setOpened({ what: 'message', messageId });
  };
  const openAnswers = (checkInId: string) => {
    setOpened({ what: 'answers', checkInId });
  };
  return (
    <div className={css.page}>
      <Head enrolment={enrolment} series={series.data} record={mayRecord ? record.open : null} />
      <div className={css.who}>
        <Banner person={person} />
      </div>
      <div className={css.body}>
        <OpenedBy people={enrolment.openedBy} />
        {openEscalation === null ? null : <OpenEscalation id={openEscalation.id} tier={openEscalation.tier} />}
        {done.map((one, index) => (
          <Undo
            key={one.eventId ?? `${one.words} ${String(index)}`}
            enrolmentId={id}
            done={one}
            drop={() => {
              setDone((before) => before.filter((each) => each !== one));
            }}
          />
        ))}
        {bounced === null || !mayChange ? null : (
          <BouncedLine
            words={patient.data?.email?.bounceWords ?? t('bouncedShort')}
            press={() => {
              setOpened({ what: 'contact' });
            }}
          />
        )}
        {askedAnew && bounced === null ? <AskedAnew /> : null}
        <NowCard enrolment={enrolment} />
        <div className={css.columns}>
          <div className={css.scores}>
            <Loaded
              query={series}
              empty={({ items }) => (items.length > 0 ? null : <p className={css.none}>{t('noScores')}</p>)}
            >
              {(all) => (
                <Suspense fallback={<div className={css.drawing} />}>
                  <Charts all={all} openAnswers={openAnswers} />
                </Suspense>
              )}
            </Loaded>
          </div>
          <div className={css.timeline}>
            <Timeline
              enrolmentId={id}
              correct={(line) => {
                setOpened({ what: 'correct', line });
              }}
              openAnswers={openAnswers}
              openMessage={openMessage}
            />
          </div>
          <div className={css.contact}>
            <Loaded query={patient} empty={() => null}>
              {(known) => (
                <ContactCard
                  patient={known}
                  edit={
                    mayChange
                      ? (part) => {
                          setOpened({ what: part });
                        }
                      : null
                  }
                />
              )}
            </Loaded>
          </div>
          <div className={css.mail}>
            <Messages enrolmentId={id} open={openMessage} />
          </div>
        </div>
      </div>
      <Printed />
      <Dock person={person} record={mayRecord ? record.open : null} />
      <Dialogs
        enrolmentId={id}
        person={person}
        patient={patient.data}
        asked={mayRecord ? record.asked : null}
        opened={opened}
        closeRecord={record.close}
        close={() => {
          setOpened(null);
        }}
        done={add}
        corrected={() => {
          setAskedAnew(bounced !== null);
        }}
      />
    </div>
  );
}

function BouncedLine({ words, press }: { words: string; press: () => void }) {
  const { t } = useTranslation('case');
  return (
    <Line icon="warn" said={false} action={{ words: t('correctAddress'), press }}>
      {words}
    </Line>
  );
}

/** After a bounce was put right: the plan asks again at the new address what is still open, and the mail stands in the list. */
function AskedAnew() {
  const { t } = useTranslation('messages');
  return <Line icon="mail">{t('askedAnew')}</Line>;
}
