import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Decisions, Enrolment } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { Part, Sheet } from '../../kit/lines';
import { Unsaved } from '../copy';
import { Loaded } from '../../kit/list';
import css from './decision.module.css';

type Props = { enrolment: Enrolment; gate: string; written: string };

/** The question is not open any more: who decided, when and why; or that nobody has. `written`: the reason of whoever was not the first. */
export function Decided({ enrolment, gate, written }: Props) {
  const { t } = useTranslation('decision');
  const dates = useDates();
  const decisions = useRead<Decisions>(`/enrolments/${enrolment.id}/decisions?limit=200`);
  return (
    <Loaded query={decisions} empty={() => null}>
      {({ items }) => {
        const last = items.findLast((each) => each.gate === gate);
        return (
          <Sheet>
            <Part>
              <h1 className={css.question}>{last?.question ?? t('notOpen')}</h1>
              {last === undefined ? (
                <p>{t('notOpenWords')}</p>
              ) : (
                <dl className={css.rows}>
                  <div>
                    <dt>{t('decision')}</dt>
                    <dd>
                      {last.correction === null ? last.answer : <s>{last.answer}</s>}
                      {last.correction === null
                        ? null
                        : ` ${t('takenBack', { name: last.correction.by, time: dates.full(last.correction.at) })}`}
                    </dd>
                  </div>
                  <div>
                    <dt>{t('reason')}</dt>
                    <dd>{last.reason}</dd>
                  </div>
                  <div>
                    <dt>{t('by')}</dt>
                    <dd>
                      {last.by}, {dates.full(last.at)}
                    </dd>
                  </div>
                </dl>
              )}
            </Part>
            <Unsaved text={written} saved={last?.reason ?? null} />
            <Part>
              <Button
                className="touch"
                renderRoot={(props) => <Link {...props} to="/cases/$id" params={{ id: enrolment.id }} />}
              >
                {t('toCase')}
              </Button>
            </Part>
          </Sheet>
        );
      }}
    </Loaded>
  );
}
