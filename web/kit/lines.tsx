import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NO_ANSWER, Refused } from '../api/client';
import { Icon, type IconName } from './icons';
import css from './lines.module.css';

type LineProps = {
  icon: IconName;
  children: ReactNode;
  action?: { words: string; press: () => void; busy?: boolean };
  /** It is read out once when it comes. */
  said?: boolean;
};

/** News, undo, an error: a line in its place, which stays. Never a toast. */
export const Line = ({ icon, children, action, said = true }: LineProps) => (
  <div className={css.line} role={said ? 'status' : undefined}>
    <Icon name={icon} />
    <span className={css.text}>{children}</span>
    {action === undefined ? null : (
      <Button size="compact-sm" loading={action.busy ?? false} onClick={action.press}>
        {action.words}
      </Button>
    )}
  </div>
);

/** What is good to know and asks for nothing: one line without a frame, read out once when it comes. */
export const Quiet = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <p className={`${css.quiet ?? ''} not-printed`} role="status">
    <Icon name={icon} />
    {children}
  </p>
);

/** What was refused, and why, where the act was. Fields say their own part. */
export function WhyNot({ error, again }: { error: Error | null; again?: () => void }) {
  const { t } = useTranslation('kit');
  if (error === null) return null;
  const noAnswer = !(error instanceof Refused) || error.status === NO_ANSWER || error.status >= 500;
  const words = noAnswer ? t('noAnswer') : error.message;
  return (
    <Line icon="warn" {...(noAnswer && again ? { action: { words: t('tryAgain'), press: again } } : {})}>
      <b>{words}</b>
      {error instanceof Refused
        ? error.errors.map(({ field, message }) => (
            <span key={field} className={css.fault}>
              {message}
            </span>
          ))
        : null}
    </Line>
  );
}

/** The sentence of one field, from what the server answered. */
export const faultOf = (error: Error | null, field: string): string | null =>
  error instanceof Refused ? (error.errors.find((each) => each.field === field)?.message ?? null) : null;

/** A sheet: parts of it are divided by hairlines, and no sheet stands in another. */
export const Sheet = ({ children, label, className }: { children: ReactNode; label?: string; className?: string }) => (
  <section className={className === undefined ? css.sheet : `${css.sheet ?? ''} ${className}`} aria-label={label}>
    {children}
  </section>
);
export const Part = ({ label, children }: { label?: ReactNode; children: ReactNode }) => (
  <div className={css.part}>
    {label === undefined ? null : <h2 className="label">{label}</h2>}
    {children}
  </div>
);
