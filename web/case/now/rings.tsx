import { useTranslation } from 'react-i18next';
import css from './now.module.css';

const GAP = 52;

/** The line through the rings: steps behind, the one here, those to come. The words above say the same. */
export function Rings({ step, of }: { step: number; of: number }) {
  const { t } = useTranslation('case');
  const gap = Math.min(GAP, 260 / Math.max(1, of - 1));
  const x = (index: number) => 9 + index * gap;
  const width = x(of - 1) + 9;
  return (
    <svg
      role="img"
      aria-label={t('stepOf', { step, of })}
      className={css.rings}
      width={width}
      height="18"
      viewBox={`0 0 ${String(width)} 18`}
    >
      <path className={css.ahead} d={`M${String(x(0))} 9H${String(x(of - 1))}`} />
      <path className={css.behind} d={`M${String(x(0))} 9H${String(x(step - 1))}`} />
      {Array.from({ length: of }, (_, index) => (
        <circle
          key={index}
          className={index + 1 < step ? css.done : index + 1 === step ? css.here : css.toCome}
          cx={x(index)}
          cy="9"
          r={index + 1 === step ? 6.5 : 4.5}
        />
      ))}
    </svg>
  );
}
