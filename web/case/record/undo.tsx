import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/queries';
import { useClinicNow, useDates } from '../../app/clock';
import { Line, WhyNot } from '../../kit/lines';
import css from './record.module.css';

/** Something that was recorded on this page. `until`: how long it may be taken back by whoever recorded it. */
export type Done = { eventId: string | null; words: string; note?: string | null; until: string | null };

/** A line that stays where the act was, with the way back while there is one. */
export function Undo({ enrolmentId, done, drop }: { enrolmentId: string; done: Done; drop: () => void }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const now = useClinicNow();
  const act = useAct<object>(`/enrolments/${enrolmentId}/events`);
  const open = done.until !== null && now !== null && Date.parse(done.until) > now && done.eventId !== null;
  const press = () => {
    act.mutate({ type: 'event.retracted', data: { eventId: done.eventId, reason: t('undoReason') } });
  };
  if (act.isSuccess)
    return (
      <Line icon="undo" action={{ words: t('dismiss'), press: drop }}>
        {t('takenBack', { what: done.words })}
      </Line>
    );
  return (
    <div className={css.undo}>
      <Line
        icon="check"
        action={
          open
            ? { words: t('undoUntil', { time: dates.time(done.until ?? 0) }), press, busy: act.isPending }
            : { words: t('dismiss'), press: drop }
        }
      >
        <b>{t('recorded', { what: done.words })}</b> {done.note}
      </Line>
      <WhyNot error={act.error} again={press} />
    </div>
  );
}
