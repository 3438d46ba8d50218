import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../kit/lines';
import css from './contact.module.css';

/**
 * Text fields by their names, and what the server found wrong with each. `known`: what is on record now; a field that nobody
 * has touched follows it, so that saving never brings back what somebody else has changed meanwhile. Where both have changed
 * one field, both are shown. `at`: where in the data a field stands.
 */
export function useTyped<Name extends string>(known: Record<Name, string>) {
  const { t } = useTranslation('case');
  const [touched, setTouched] = useState<Partial<Record<Name, { typed: string; over: string }>>>({});
  const set = (name: Name, value: string) => {
    setTouched((before) => ({ ...before, [name]: { typed: value, over: before[name]?.over ?? known[name] } }));
  };
  const typed = { ...known };
  for (const name of Object.keys(touched) as Name[]) typed[name] = touched[name]?.typed ?? known[name];
  const meanwhile = (name: Name): boolean => {
    const own = touched[name];
    return own !== undefined && own.over !== known[name] && own.typed.trim() !== known[name].trim();
  };
  return {
    typed,
    set,
    changed: (name: Name): boolean => typed[name].trim() !== known[name].trim(),
    field: (name: Name, label: string, error: Error | null, at: string = name) => ({
      label: meanwhile(name) ? (
        <Meanwhile label={label} words={t('meanwhile', { value: shown(known[name]) })} />
      ) : (
        label
      ),
      value: typed[name],
      error: faultOf(error, `data.${at}`),
      autoComplete: 'off',
      onChange: (event: { currentTarget: { value: string } }) => {
        set(name, event.currentTarget.value);
      },
    }),
  };
}

const shown = (value: string): string => (value.trim() === '' ? '–' : value);

const Meanwhile = ({ label, words }: { label: string; words: string }): ReactNode => (
  <>
    {label}{' '}
    <span className={css.meanwhile} role="status">
      {words}
    </span>
  </>
);

/** Nothing typed = nothing known. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
/** Of an object: left out where nothing was typed. */
export const given = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );
