import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckInForm } from '../../api/generated/types.gen';
import { Joined } from '../record/choices';
import css from './together.module.css';

/** How answers came: it is kept with each of them. */
export type Taking = { taken: 'telephone' | 'paper'; answeredBy: 'patient' | 'proxy'; takenOn?: string };

/** Asked first, and nothing is chosen beforehand: it cannot be told from the answers later. */
export function HowTaken({ form: { closesAt, opensAt }, set }: { form: CheckInForm; set: (taking: Taking) => void }) {
  const { t } = useTranslation('answers');
  const [taken, setTaken] = useState('');
  const [takenOn, setTakenOn] = useState('');
  const [answeredBy, setAnsweredBy] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = (value: string): string | null => (asked && value === '' ? t('sayFirst') : null);
  const begin = () => {
    setAsked(true);
    if ((taken !== 'telephone' && taken !== 'paper') || (answeredBy !== 'patient' && answeredBy !== 'proxy')) return;
    set({ taken, answeredBy, ...(taken === 'paper' && takenOn !== '' ? { takenOn } : {}) });
  };
  return (
    <form
      className={css.sheet}
      noValidate
      aria-label={t('howTaken')}
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <Joined
        name="taken"
        label={t('howTaken')}
        error={missing(taken)}
        value={taken}
        options={[
          { value: 'telephone', label: t('onTelephone') },
          { value: 'paper', label: t('fromPaper') },
        ]}
        set={(_name, value) => {
          setTaken(value);
        }}
      />
      {taken === 'paper' ? (
        <TextInput
          type="date"
          className={css.day ?? ''}
          label={t('dayOnPaper')}
          description={t('dayOnPaperHint')}
          min={opensAt.slice(0, 10)}
          max={closesAt.slice(0, 10)}
          value={takenOn}
          onChange={(event) => {
            setTakenOn(event.currentTarget.value);
          }}
        />
      ) : null}
      <Joined
        name="answeredBy"
        label={t('whoAnswers')}
        error={missing(answeredBy)}
        value={answeredBy}
        options={[
          { value: 'patient', label: t('patientAnswers') },
          { value: 'proxy', label: t('proxyAnswers') },
        ]}
        set={(_name, value) => {
          setAnsweredBy(value);
        }}
      />
      <p>
        <Button type="submit" variant="filled">
          {t('begin')}
        </Button>
      </p>
    </form>
  );
}
