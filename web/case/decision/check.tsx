import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Enrolment } from '../../api/generated/types.gen';
import { useClinicNow, useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { CheckPage, CheckRow } from '../../kit/check-page';
import { WhyNot } from '../../kit/lines';
import css from './decision.module.css';
import { Leads } from './form';
import type { Gate } from './use-decision';
import type { Decision } from './use-decision';

const MINUTE = 60_000;

/** The decision once more, before it is made: what was asked, what is answered and why, and what comes of it. */
export function CheckDecision({ gate, decision }: { enrolment: Enrolment; gate: Gate; decision: Decision }) {
  const { t } = useTranslation('decision');
  const { staff } = useMe();
  const dates = useDates();
  const now = useClinicNow();
  const { chosen, change } = decision;
  if (chosen === null) return null;
  return (
    <CheckPage
      title={t('check')}
      rows={
        <>
          <CheckRow term={t('question')}>{gate.question}</CheckRow>
          <CheckRow term={t('decision')} change={change}>
            <b>{chosen.label}</b>
          </CheckRow>
          <CheckRow term={t('reason')} change={change}>
            <span className={css.written}>{decision.reason}</span>
          </CheckRow>
          <CheckRow term={t('leadsTo')}>
            <div className={css.ends}>
              <Leads option={chosen} />
            </div>
          </CheckRow>
          {gate.missing.length === 0 ? null : <CheckRow term={t('missing')}>{gate.missing.join('; ')}</CheckRow>}
          <CheckRow term={t('told')}>{gate.told}</CheckRow>
          <CheckRow term={t('by')}>
            {staff?.name}, {now === null ? '' : dates.full(now)}
          </CheckRow>
        </>
      }
      foot={
        <>
          <Button variant="filled" size="md" loading={decision.busy} onClick={decision.save}>
            {t('decide', { answer: chosen.label })}
          </Button>
          <Button size="md" onClick={change}>
            {t('back')}
          </Button>
          <span className="soft">
            {now === null ? '' : t('undoUntil', { time: dates.time(now + gate.undoMinutes * MINUTE) })}
          </span>
        </>
      }
    >
      <WhyNot error={decision.error} again={decision.save} />
    </CheckPage>
  );
}
