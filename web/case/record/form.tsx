import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PossibleFact } from '../../api/generated/types.gen';
import { useAct } from '../../api/queries';
import { useMe } from '../../app/me';
import { Icon } from '../../kit/icons';
import { WhyNot } from '../../kit/lines';
import { draftOf, factOf, type Sent } from './draft';
import { Fields } from './field';
import css from './record.module.css';

/** Answer of both doors of facts: the one of an enrolment, and the one of the person. */
export type Accepted = {
  eventId?: string;
  events?: { enrolmentId: string; eventId: string }[];
  note?: string;
  undoUntil?: string | null;
};

type Props = {
  fact: PossibleFact;
  enrolmentId: string;
  patientId: string;
  saved: (answer: Accepted) => void;
  /** To the list of kinds, where it does not stand beside this. */
  back: (() => void) | null;
};

/** What the server asks for one kind of fact, and the verb. */
export function FormOf({ fact, enrolmentId, patientId, saved, back }: Props) {
  const { t } = useTranslation('record');
  const zone = useMe().clinic.timeZone;
  const [draft, setDraft] = useState(() => draftOf(fact.fields, zone));
  const form = useRef<HTMLFormElement>(null);
  const act = useAct<Sent, Accepted>(
    fact.of === 'patient' ? `/patients/${patientId}/events` : `/enrolments/${enrolmentId}/events`,
  );
  // Whoever chose the kind by keyboard goes on with its first field.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-fields] :is(input, select, textarea), [type=submit]')?.focus();
  }, []);
  const save = () => {
    // Also where the row that led here has left its list by then; why it was refused stands in the form.
    act.mutateAsync(factOf(fact, draft, zone)).then(saved, () => undefined);
  };
  return (
    <form
      ref={form}
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={css.fields} data-fields>
        {back === null ? null : (
          <button type="button" className={css.back} onClick={back}>
            <Icon name="back" />
            {t('otherKinds')}
          </button>
        )}
        <div>
          <h3 className={css.what}>{fact.title}</h3>
          {fact.about === null ? null : <p>{fact.about}</p>}
          {fact.place === null ? null : <p className="soft">{t('forStage', { stage: fact.place.stageTitle })}</p>}
        </div>
        <Fields fields={fact.fields} draft={draft} change={setDraft} error={act.error} at="data" />
        <WhyNot error={act.error} again={save} />
      </div>
      <div className={css.foot}>
        <Button type="submit" variant="filled" loading={act.isPending}>
          {t('save')}
        </Button>
        <span className={css.undoNote}>{t('canUndo')}</span>
      </div>
    </form>
  );
}
