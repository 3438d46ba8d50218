import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolment, Gates } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { Loaded } from '../kit/list';
import { OpenedBy } from '../kit/opened-by';
import { Banner } from '../kit/person';
import { CheckDecision } from './decision/check';
import { Decided } from './decision/decided';
import css from './decision/decision.module.css';
import { DecisionForm } from './decision/form';
import type { Gate } from './decision/use-decision';
import { Question } from './decision/question';
import { type Decided as DecidedHere, useDecision, type Written } from './decision/use-decision';
import { type Done, Undo } from './record/undo';

const MINUTE = 60_000;

/** The question that the pathway puts to a clinician: all that bears on it, its own answers, and where each leads. */
export function Screen() {
  const { id = '', gate = '' } = useParams({ strict: false });
  const { t } = useTranslation('decision');
  const enrolment = useRead<Enrolment>(`/enrolments/${id}`);
  useTitle(t('tabTitle'));
  return (
    <Loaded query={enrolment} empty={() => null}>
      {(data) => (data.id === id ? <OfGate key={`${id} ${gate}`} enrolment={data} gate={gate} /> : null)}
    </Loaded>
  );
}

function OfGate({ enrolment, gate }: { enrolment: Enrolment; gate: string }) {
  const { t } = useTranslation('decision');
  const now = useClinicNow();
  const [done, setDone] = useState<Done | null>(null);
  // Kept here, where it outlives the question: somebody else may answer that first.
  const [reason, setReason] = useState('');
  const gates = useRead<Gates>(`/enrolments/${enrolment.id}/gates`);
  return (
    <article className={css.page}>
      <Loaded query={gates} empty={() => null}>
        {({ items, openedBy }) => {
          const open = items.find((each) => each.gate === gate);
          return (
            <>
              <Top enrolment={enrolment} gate={open} />
              <Banner person={enrolment.person} />
              <OpenedBy people={openedBy} />
              {done === null ? null : (
                <Undo
                  enrolmentId={enrolment.id}
                  done={done}
                  drop={() => {
                    setDone(null);
                  }}
                />
              )}
              {open === undefined ? (
                <Decided enrolment={enrolment} gate={gate} written={reason} />
              ) : (
                <Open
                  key={open.key}
                  enrolment={enrolment}
                  gate={open}
                  written={{ reason, write: setReason }}
                  decided={({ eventId, words }) => {
                    const until = now === null ? null : new Date(now + open.undoMinutes * MINUTE).toISOString();
                    setDone({ eventId, words: t('decidedWords', { answer: words }), until });
                  }}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </article>
  );
}

type OpenProps = { enrolment: Enrolment; gate: Gate; written: Written; decided: (answer: DecidedHere) => void };

function Open({ enrolment, gate, written, decided }: OpenProps) {
  const decision = useDecision(enrolment.id, gate, written, decided);
  if (decision.isChecking) return <CheckDecision enrolment={enrolment} gate={gate} decision={decision} />;
  return (
    <div className={css.columns}>
      <Question enrolment={enrolment} gate={gate} />
      <DecisionForm gate={gate} decision={decision} />
    </div>
  );
}

function Top({ enrolment, gate }: { enrolment: Enrolment; gate: Gate | undefined }) {
  const { t } = useTranslation('decision');
  const dates = useDates();
  return (
    <div className={`${css.top ?? ''} not-printed`}>
      <Link to="/cases/$id" params={{ id: enrolment.id }} className={css.link}>
        <Icon name="back" />
        {t('toCase')}
      </Link>
      {gate === undefined ? null : (
        <p className="soft">
          {t('asked', { time: dates.full(gate.openedAt) })} · {t('answerBy')} <b>{dates.full(gate.answerBy)}</b>
          {gate.escalated ? `, ${t('escalated')}` : ''}
        </p>
      )}
      <button
        type="button"
        className={css.link}
        onClick={() => {
          window.print();
        }}
      >
        <Icon name="print" />
        {t('print')}
      </button>
    </div>
  );
}
