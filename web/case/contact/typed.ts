import { useState } from 'react';
import { faultOf } from '../../kit/lines';

/** Text fields by their names, and what the server found wrong with each. `at`: where in the data they stand. */
export function useTyped<Name extends string>(before: Record<Name, string>) {
  const [typed, setTyped] = useState(before);
  const set = (name: Name, value: string) => {
    setTyped((now) => ({ ...now, [name]: value }));
  };
  return {
    typed,
    set,
    changed: (name: Name): boolean => typed[name].trim() !== before[name].trim(),
    field: (name: Name, label: string, error: Error | null, at: string = name) => ({
      label,
      value: typed[name],
      error: faultOf(error, `data.${at}`),
      autoComplete: 'off',
      onChange: (event: { currentTarget: { value: string } }) => {
        set(name, event.currentTarget.value);
      },
    }),
  };
}

/** Nothing typed = nothing known. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
/** Of an object: left out where nothing was typed. */
export const given = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );
