import type { PagingTest } from '../api/generated/types.gen';
import { useClinicNow, useDates } from '../app/clock';
import { Icon, type IconName } from '../kit/icons';
import css from './page-me.module.css';

type Step = PagingTest['steps'][number];

const icons: Record<Step['state'], IconName> = { done: 'check', waiting: 'clock', failed: 'warn' };

/** The road of a test, step by step; what is new is read out. */
export function Steps({ steps }: Pick<PagingTest, 'steps'>) {
  const dates = useDates();
  const now = useClinicNow();
  return (
    <ol className={css.steps} aria-live="polite">
      {steps.map(({ what, state, at, words, advice }) => (
        <li key={what} data-state={state}>
          <Icon name={icons[state]} />
          <span>
            {words} {at === null ? null : <b className="whole">{dates.near(at, now)}</b>}
            {advice === null ? null : <span className={css.advice}>{advice}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
