import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolment } from '../../api/generated/types.gen';
import { useClinicNow, useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { WhyNot } from '../../kit/lines';
import css from './decision.module.css';
import { Leads } from './form';
import type { Gate } from './gate';
import type { Decision } from './use-decision';

const MINUTE = 60_000;

/** The decision once more, before it is made: what was asked, what is answered and why, and what comes of it. */
export function CheckDecision({ gate, decision }: { enrolment: Enrolment; gate: Gate; decision: Decision }) {
  const { t } = useTranslation('decision');
  const { staff } = useMe();
  const dates = useDates();
  const now = useClinicNow();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  const { chosen, change } = decision;
  if (chosen === null) return null;
  return (
    <section className={css.checking}>
      <h1 ref={title} tabIndex={-1}>
        {t('check')}
      </h1>
      <dl className={css.rows}>
        <Row term={t('question')}>{gate.question}</Row>
        <Row term={t('decision')} change={change}>
          <b>{chosen.label}</b>
        </Row>
        <Row term={t('reason')} change={change}>
          <span className={css.written}>{decision.reason}</span>
        </Row>
        <Row term={t('leadsTo')}>
          <Leads option={chosen} />
        </Row>
        {gate.missing.length === 0 ? null : <Row term={t('missing')}>{gate.missing.join('; ')}</Row>}
        <Row term={t('told')}>{gate.told}</Row>
        <Row term={t('by')}>
          {staff?.name}, {now === null ? '' : dates.full(now)}
        </Row>
      </dl>
      <WhyNot error={decision.error} again={decision.save} />
      <p className={css.buttons}>
        <Button variant="filled" size="md" loading={decision.busy} onClick={decision.save}>
          {t('decide', { answer: chosen.label })}
        </Button>
        <Button size="md" onClick={change}>
          {t('back')}
        </Button>
        <span className="soft">
          {now === null ? '' : t('undoUntil', { time: dates.time(now + gate.undoMinutes * MINUTE) })}
        </span>
      </p>
    </section>
  );
}

function Row({ term, change, children }: { term: string; change?: () => void; children: React.ReactNode }) {
  const { t } = useTranslation('decision');
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
      {change === undefined ? null : (
        <dd className={css.change}>
          <button type="button" onClick={change}>
            {t('change')} <span className="seen-by-readers">{term}</span>
          </button>
        </dd>
      )}
    </div>
  );
}
