import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries';
import type { Person } from '../../api/generated/types.gen';
import { Loaded } from '../../kit/list';
import { Dialog } from '../dialog';
import type { Fact, Possible } from '../types';
import { type Accepted, FormOf } from './form';
import { keyOf, Kinds } from './kinds';
import css from './record.module.css';
import type { Done } from './undo';

type Props = {
  enrolmentId: string;
  person: Person;
  /** The type asked for by whoever opened it; `any` = it is still to be chosen. */
  asked: string;
  close: () => void;
  done: (done: Done) => void;
};

/** Anything that happened, in three clicks: this, the kind, the verb. */
export function Record({ enrolmentId, person, asked, close, done }: Props) {
  const { t } = useTranslation('case');
  const query = useRead<Possible>(`/enrolments/${enrolmentId}/possible`);
  return (
    <Dialog title={t('record')} person={person} close={close} wide>
      <Loaded
        query={query}
        empty={({ expected, anytime }) =>
          expected.length + anytime.length === 0 ? <p className={css.none}>{t('nothingPossible')}</p> : null
        }
      >
        {(possible) => (
          <Chosen possible={possible} asked={asked} about={{ enrolmentId, person }} close={close} done={done} />
        )}
      </Loaded>
    </Dialog>
  );
}

type ChosenProps = {
  possible: Possible;
  asked: string;
  about: { enrolmentId: string; person: Person };
  close: () => void;
  done: (done: Done) => void;
};

function Chosen({ possible, asked, about: { enrolmentId, person }, close, done }: ChosenProps) {
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  const all = [...possible.expected, ...possible.anytime];
  const first =
    all.find(({ type }) => type === asked) ?? (phone || asked !== 'any' ? null : (possible.expected[0] ?? null));
  const [chosen, setChosen] = useState<Fact | null>(first);
  const [round, setRound] = useState(0);
  const choose = (fact: Fact) => {
    if (fact.checkInId)
      void navigate({ to: '/cases/$id/answers/$checkIn', params: { id: enrolmentId, checkIn: fact.checkInId } });
    else setChosen(fact);
  };
  const saved = (fact: Fact) => (answer: Accepted, another: boolean) => {
    const eventId = answer.eventId ?? answer.events?.find((each) => each.enrolmentId === enrolmentId)?.eventId ?? null;
    done({ eventId, words: fact.label, note: answer.note ?? null, until: answer.undoUntil ?? null });
    if (!another) close();
    else {
      setChosen(null);
      setRound(round + 1);
    }
  };
  return (
    <div className={css.record}>
      {phone && chosen !== null ? null : <Kinds key={round} possible={possible} chosen={chosen} choose={choose} />}
      {chosen === null ? (
        phone ? null : (
          <ChooseFirst />
        )
      ) : (
        <FormOf
          key={`${keyOf(chosen)} ${String(round)}`}
          fact={chosen}
          enrolmentId={enrolmentId}
          patientId={person.id}
          saved={saved(chosen)}
          {...(phone
            ? {
                back: () => {
                  setChosen(null);
                },
              }
            : {})}
        />
      )}
    </div>
  );
}

function ChooseFirst() {
  const { t } = useTranslation('case');
  return <p className={css.none}>{t('chooseKind')}</p>;
}
