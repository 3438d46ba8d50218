import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, PossibleFact, PossibleFacts } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { Loaded } from '../../kit/list';
import { Dialog } from '../dialog';
import { type Accepted, FormOf } from './form';
import { Kinds } from './kinds';
import css from './record.module.css';
import type { Done } from './undo';

export type RecordProps = {
  enrolmentId: string;
  person: Person;
  /** The type or key asked for by whoever opened it; `any` = it is still to be chosen. */
  asked: string;
  close: () => void;
  done: (done: Done) => void;
};

/** Anything that happened, in three clicks: this, the kind, the verb. */
export function Record({ enrolmentId, person, asked, close, done }: RecordProps) {
  const { t } = useTranslation('record');
  const query = useRead<PossibleFacts>(`/enrolments/${enrolmentId}/possible`);
  return (
    <Dialog title={t('record')} person={person} close={close} wide>
      <Loaded
        query={query}
        empty={({ items }) =>
          items.some(({ mayRecord }) => mayRecord) ? null : <p className={css.none}>{t('nothingPossible')}</p>
        }
      >
        {({ items }) => (
          <Chosen items={items} asked={asked} about={{ enrolmentId, person }} close={close} done={done} />
        )}
      </Loaded>
    </Dialog>
  );
}

type ChosenProps = {
  items: readonly PossibleFact[];
  asked: string;
  about: { enrolmentId: string; person: Person };
  close: () => void;
  done: (done: Done) => void;
};

function Chosen({ items, asked, about: { enrolmentId, person }, close, done }: ChosenProps) {
  const { t } = useTranslation('record');
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  const facts = items.filter(({ mayRecord }) => mayRecord);
  const others = items.length - facts.length;
  // The form that is being filled in stands, whatever else becomes possible meanwhile.
  const [chosen, setChosen] = useState(() => facts.find(({ key, type }) => key === asked || type === asked) ?? null);
  const choose = (fact: PossibleFact) => {
    if (fact.type === 'decision.made')
      void navigate({
        to: '/cases/$id/decisions/$gate',
        params: { id: enrolmentId, gate: String(fact.fixed.gate) },
      });
    else setChosen(fact);
  };
  const saved = (fact: PossibleFact) => (answer: Accepted) => {
    const eventId = answer.eventId ?? answer.events?.find((each) => each.enrolmentId === enrolmentId)?.eventId ?? null;
    const words = fact.about === null ? fact.title : `${fact.title}, ${fact.about}`;
    done({ eventId, words, note: answer.note ?? null, until: answer.undoUntil ?? null });
    close();
  };
  const list = phone && chosen !== null ? null : <Kinds facts={facts} chosen={chosen} choose={choose} />;
  return (
    <div className={css.record}>
      {list}
      {chosen === null ? (
        <p className={css.none}>
          {phone ? null : t('chooseKind')} {others === 0 ? null : t('forOthers', { count: others })}
        </p>
      ) : (
        <FormOf
          key={chosen.key}
          fact={chosen}
          enrolmentId={enrolmentId}
          patientId={person.id}
          saved={saved(chosen)}
          back={
            phone
              ? () => {
                  setChosen(null);
                }
              : null
          }
        />
      )}
    </div>
  );
}
