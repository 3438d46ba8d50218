import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../app/me';
import { AnswerTogether } from '../case/together/answer-together';
import type { Done } from '../case/record/undo';
import { WhyNot } from '../kit/lines';
import { Phone } from '../kit/person';
import { Due } from './cells';
import { Outcomes, type Outcome, saidOf } from './calls/outcomes';
import { useTaskWork } from './task-work';
import type { Reason, Row } from './types';
import css from './here.module.css';

const Record = lazy(async () => ({ default: (await import('../case/record/dialog')).Record }));

type Props = { row: Row; said: (words: string, done?: Done) => void };

/** What is open about one patient, each with what it is done by: here, without leaving the list. */
export function WorkHere({ row, said }: Props) {
  const { t } = useTranslation('worklist');
  const [note, setNote] = useState('');
  const work = useTaskWork(note);
  const tasks = row.reasons.filter(({ taskId }) => taskId !== null);
  return (
    <div className={css.here}>
      <p className={css.facts}>
        {row.person.phone === null ? null : <Phone number={row.person.phone.number} />}
        <span className="soft">
          {row.person.bestTime === null ? '' : `${t('bestTime', { time: row.person.bestTime })} · `}
          {row.person.notes.join(' ')}
        </span>
      </p>
      <ul className={css.things}>
        {row.reasons.map((reason) => (
          <li key={reason.taskId ?? reason.escalationId ?? reason.gate ?? reason.reason} className={css.thing}>
            {row.reasons.length === 1 ? null : (
              <div>
                <p className={css.do}>{reason.short}</p>
                <p className="soft">
                  <Due reason={reason} inLine />
                  {reason.tries === 0 ? '' : ` · ${t('tried', { count: reason.tries })}`}
                </p>
              </div>
            )}
            <Acts row={row} reason={reason} work={work} said={said} />
          </li>
        ))}
      </ul>
      {tasks.length === 0 ? null : (
        <div className={css.foot}>
          <TextInput
            className={css.note}
            label={t('note')}
            value={note}
            onChange={(event) => {
              setNote(event.currentTarget.value);
            }}
          />
          {tasks.length < 2 ? null : (
            <Button
              loading={work.busy}
              onClick={() => {
                work.all(tasks, () => {
                  said(t('saidAll', { count: tasks.length }));
                });
              }}
            >
              {t('allInOneCall')}
            </Button>
          )}
        </div>
      )}
      <WhyNot error={work.error} />
    </div>
  );
}

type ActsProps = Props & { reason: Reason; work: ReturnType<typeof useTaskWork> };

function Acts({ row, reason, work, said }: ActsProps) {
  const { t } = useTranslation('worklist');
  const { staff } = useMe();
  const { taskId, escalationId, gate } = reason;
  if (escalationId !== null)
    return (
      <Button component={Link} to={`/escalations/${escalationId}`}>
        {t('openEscalation')}
      </Button>
    );
  if (gate !== null)
    return (
      <Button component={Link} to={`/cases/${row.id}/decisions/${gate}`}>
        {t('decide')}
      </Button>
    );
  if (taskId === null)
    return (
      <Button component={Link} to={`/cases/${row.id}`}>
        {t('open')}
      </Button>
    );
  const mine = reason.owner !== null && reason.owner.id === staff?.id;
  const call = (outcome: Outcome) => {
    work.complete(taskId, { outcome }, () => {
      said(t(saidOf[outcome], { what: reason.short }));
    });
  };
  return (
    <div className={css.acts}>
      {reason.records === null ? null : <RecordHere row={row} asked={reason.records} said={said} />}
      <AnswerTogether enrolmentId={row.id} checkInId={reason.openCheckInId} />
      {reason.reason === 'call' ? (
        <Outcomes busy={work.busy} press={call} />
      ) : (
        <Button
          loading={work.busy}
          onClick={() => {
            work.complete(taskId, {}, () => {
              said(t('saidDone', { what: reason.short }));
            });
          }}
        >
          {t('done')}
        </Button>
      )}
      {reason.owner !== null && !mine ? null : (
        <Button
          variant="transparent"
          loading={work.busy}
          onClick={() => {
            work.own(taskId, mine ? 'release' : 'claim', () => {
              said(t(mine ? 'saidGivenBack' : 'saidTaken'));
            });
          }}
        >
          {t(mine ? 'giveBack' : 'take')}
        </Button>
      )}
    </div>
  );
}

/** The fact that does the work, recorded without leaving the list. */
function RecordHere({ row, asked, said }: Props & { asked: string }) {
  const { t } = useTranslation('record');
  const mayRecord = useMay('record facts');
  const [open, setOpen] = useState(false);
  if (!mayRecord) return null;
  return (
    <>
      <Button
        variant="filled"
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('record')}
      </Button>
      {open ? (
        <Suspense>
          <Record
            enrolmentId={row.id}
            person={row.person}
            asked={asked}
            close={() => {
              setOpen(false);
            }}
            done={(done) => {
              said(done.words, done);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
