import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolled, NewEnrolment, Pathways } from '../api/generated/types.gen';
import { Refused } from '../api/client';
import { useAct, useRead } from '../api/queries';
import { useClinicNow } from '../app/clock';
import { useMe } from '../app/me';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { useAlike, useFirstDays } from './asked';
import { CarePart, PathwayPart } from './care-part';
import { Check } from './check';
import { Done } from './done';
import { bodyOf, type Draft, emptyDraft, type Field, gapsOf } from './draft';
import css from './enrol.module.css';
import { FieldsProvider } from './fields';
import { FirstDays } from './first-days';
import { ContactPart, PersonPart } from './person-part';

/** Starts a patient on a pathway, without surprises: known ones are found first, and what will happen is seen before. */
export function Screen() {
  const { t } = useTranslation('enrol');
  const now = useClinicNow();
  const { clinic } = useMe();
  useTitle(t('title'));
  const [round, setRound] = useState(0);
  if (now === null) return <h1>{t('title')}</h1>;
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: clinic.timeZone }).format(now);
  return (
    <Enrolling
      key={round}
      today={today}
      again={() => {
        setRound(round + 1);
      }}
    />
  );
}

function Enrolling({ today, again }: { today: string; again: () => void }) {
  const { t } = useTranslation('enrol');
  const { clinic } = useMe();
  const [draft, setDraft] = useState(() => emptyDraft(today, clinic.language));
  const [step, setStep] = useState<'form' | 'check'>('form');
  const [pressed, setPressed] = useState(false);
  const alike = useAlike(draft);
  const days = useFirstDays(draft);
  const act = useAct<NewEnrolment, Enrolled>('/enrolments');
  const titles = useRead<Pathways>('/pathways').data?.items ?? [];
  const set = (change: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...change }));
  };
  if (act.data !== undefined)
    return (
      <>
        <h1>{t('title')}</h1>
        <Done enrolled={act.data} again={again} />
      </>
    );
  const gaps = gapsOf(draft);
  const faults = pressed ? faultsOf(draft, act.error, (gap) => t(`fault.${gap}`)) : {};
  if (pressed && alike.open.length > 0) faults.alike = t('fault.alike');
  const goTo = (field: string) => {
    setStep('form');
    // The form is there after the next rendering.
    setTimeout(() => document.getElementById(`enrol-${field}`)?.focus());
  };
  const check = () => {
    setPressed(true);
    act.reset();
    if (gaps.length === 0 && alike.open.length === 0) setStep('check');
    else goTo(gaps[0] ?? 'familyName');
  };
  const send = () => {
    act.mutate(bodyOf(draft, clinic.timeZone), {
      onError: (error) => {
        if (error instanceof Refused && error.errors.length > 0) goTo(fieldOf(error.errors[0]?.field ?? ''));
      },
    });
  };
  return (
    <FieldsProvider value={{ draft, set, faults }}>
      <div className={css.head}>
        <h1>{t('title')}</h1>
        <Steps at={step === 'check' ? 2 : alike.named && alike.open.length === 0 && !alike.looking ? 1 : 0} />
      </div>
      <div className={css.beside}>
        {step === 'check' ? (
          <Check
            draft={draft}
            pathway={titles.findLast(({ id }) => id === draft.pathway)?.title ?? draft.pathway}
            busy={act.isPending}
            error={act.error}
            change={(field: Field) => {
              goTo(field);
            }}
            enrol={send}
          />
        ) : (
          <form
            className={css.sheet}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              check();
            }}
          >
            <PersonPart alike={alike} />
            <ContactPart alike={alike} />
            <CarePart />
            <PathwayPart />
            <div className={css.foot} data-dock="">
              <Button type="submit" variant="filled">
                {t('check')}
              </Button>
              <Button
                onClick={() => {
                  set({ noEmail: !draft.noEmail });
                }}
              >
                {t(draft.noEmail ? 'withEmail' : 'noEmail')}
              </Button>
              {pressed && gaps.length > 0 ? (
                <p className={css.missing} role="status">
                  {t('missing')} {gaps.map((gap) => t(`fault.${gap}`)).join(' ')}
                </p>
              ) : null}
            </div>
          </form>
        )}
        <FirstDays chosen={draft.pathway !== ''} query={days} />
      </div>
    </FieldsProvider>
  );
}

/** `patient.familyName`, `consent.givenOn` → the field of this page. */
const fieldOf = (path: string): string =>
  ({ 'consent.givenOn': 'consentOn', 'consent.email': 'consent' })[path] ??
  path.replace(/^patient\.emergencyContact\..*/, 'emergencyName').replace(/^patient\./, '');

function faultsOf(draft: Draft, error: Error | null, words: (gap: ReturnType<typeof gapsOf>[number]) => string) {
  const faults: Partial<Record<string, string>> = {};
  for (const gap of gapsOf(draft)) faults[gap] = words(gap);
  if (error instanceof Refused) for (const { field, message } of error.errors) faults[fieldOf(field)] = message;
  return faults;
}

function Steps({ at }: { at: number }) {
  const { t } = useTranslation('enrol');
  return (
    <ol className={css.steps} aria-label={t('steps')}>
      {[t('stepFind'), t('stepPerson'), t('stepCheck')].map((words, index) => (
        <li key={words} aria-current={index === at ? 'step' : undefined} data-done={index < at}>
          <span className={css.stepMark} aria-hidden="true">
            {index < at ? <Icon name="check" size={12} /> : String(index + 1)}
          </span>
          {words}
          {index < at ? <span className="seen-by-readers"> ({t('stepDone')})</span> : null}
        </li>
      ))}
    </ol>
  );
}
