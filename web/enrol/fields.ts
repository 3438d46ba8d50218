import { createContext, useContext } from 'react';
import type { Draft } from './draft';

type TextField = { [K in keyof Draft]: Draft[K] extends string ? K : never }[keyof Draft];

export type Fields = {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** What is wrong with each field, in words. */
  faults: Partial<Record<string, string>>;
};

const Context = createContext<Fields | null>(null);
export const FieldsProvider = Context;

export function useFields() {
  const fields = useContext(Context);
  if (fields === null) throw new Error('Nothing is filled in here.');
  const { draft, set, faults } = fields;
  return {
    ...fields,
    /** What a text field is given. */
    text: (name: TextField) => ({
      id: `enrol-${name}`,
      value: draft[name],
      error: faults[name],
      autoComplete: 'off',
      onChange: (event: { currentTarget: { value: string } }) => {
        set({ [name]: event.currentTarget.value });
      },
    }),
    tick: (name: 'largePrint' | 'interpreter' | 'helps') => ({
      checked: draft[name],
      onChange: (event: { currentTarget: { checked: boolean } }) => {
        set({ [name]: event.currentTarget.checked });
      },
    }),
  };
}
