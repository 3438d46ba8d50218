import { Button, NativeSelect } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandedOver, Staff } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { useMay } from '../app/me';
import { Icon } from '../kit/icons';
import { faultOf, Line, Part, Sheet, WhyNot } from '../kit/lines';
import css from './rota.module.css';

type Member = Staff['items'][number];
type To = { coordinator?: string | null; clinician?: string | null };

const places = ['coordinator', 'clinician'] as const;
const hasPatients = ({ patients }: Member): boolean => places.some((place) => patients[place] > 0);

/** Of how many patients each is what, whoever has left first; all of them can go to somebody else in one act. */
export function Handovers() {
  const { t } = useTranslation('rota');
  const mayHandOver = useMay('hand over patients');
  const staff = useRead<Staff>('/staff').data?.items ?? [];
  const [from, setFrom] = useState<Member | null>(null);
  const [done, setDone] = useState<{ name: string; told: HandedOver } | null>(null);
  const named = staff.filter(hasPatients).sort((a, b) => Number(a.active) - Number(b.active));
  if (!mayHandOver || (named.length === 0 && done === null)) return null;
  return (
    <Sheet label={t('patients')}>
      <Part label={t('patients')}>
        <ul className={css.absences}>
          {named.map((member) => (
            <li key={member.id}>
              <span>
                {member.active ? (
                  <b>{member.name}</b>
                ) : (
                  <span className={css.warn}>
                    <Icon name="warn" /> {t('hasLeft', { name: member.name })}
                  </span>
                )}{' '}
                {places
                  .flatMap((place) =>
                    member.patients[place] === 0 ? [] : [t(`of.${place}`, { count: member.patients[place] })],
                  )
                  .join(', ')}
              </span>
              <Button
                size="compact-sm"
                aria-label={t('handOverOf', { name: member.name })}
                onClick={() => {
                  setDone(null);
                  setFrom(member);
                }}
              >
                {t('handOver')}
              </Button>
            </li>
          ))}
        </ul>
        {done === null ? null : <Told {...done} />}
      </Part>
      {from === null ? null : (
        <Form
          key={from.id}
          from={from}
          staff={staff}
          close={(told) => {
            setFrom(null);
            if (told !== null) setDone({ name: from.name, told });
          }}
        />
      )}
    </Sheet>
  );
}

type FormProps = { from: Member; staff: Member[]; close: (told: HandedOver | null) => void };

/** To whom each of the places goes that somebody has; what is not chosen stays. */
function Form({ from, staff, close }: FormProps) {
  const { t } = useTranslation('rota');
  const kit = useTranslation('kit');
  const act = useAct<To, HandedOver>(`/staff/${from.id}/handover`);
  const [to, setTo] = useState<To>({});
  const [missing, setMissing] = useState(false);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setMissing(Object.keys(to).length === 0);
    if (Object.keys(to).length > 0) act.mutate(to, { onSuccess: close });
  };
  const choose = (place: (typeof places)[number], value: string) => {
    const { [place]: _before, ...rest } = to;
    setTo(value === '' ? rest : { ...rest, [place]: value === 'nobody' ? null : value });
  };
  const optionsOf = (place: (typeof places)[number]) => [
    { value: '', label: t('stays', { name: from.name }) },
    ...staff
      .filter((each) => each.id !== from.id && each.places.includes(place))
      .map(({ id, name }) => ({ value: id, label: name })),
    { value: 'nobody', label: t('nobodyNamed') },
  ];
  return (
    <form onSubmit={send} className={css.form} noValidate aria-label={t('handOverOf', { name: from.name })}>
      {places.map((place) =>
        from.patients[place] === 0 ? null : (
          <NativeSelect
            key={place}
            label={t(`to.${place}`, { count: from.patients[place] })}
            value={to[place] === null ? 'nobody' : (to[place] ?? '')}
            error={faultOf(act.error, place)}
            data={optionsOf(place)}
            onChange={(event) => {
              choose(place, event.currentTarget.value);
            }}
          />
        ),
      )}
      <p className="soft">{t('handOverThen', { name: from.name })}</p>
      {missing ? <Line icon="warn">{t('toWhom')}</Line> : null}
      <WhyNot error={act.error} />
      <div className={css.foot}>
        <Button type="submit" variant="filled" loading={act.isPending}>
          {t('handOver')}
        </Button>
        <Button
          onClick={() => {
            close(null);
          }}
        >
          {kit.t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Row by row; whoever is left is handed over by doing it again. */
function Told({ name, told: { items, left } }: { name: string; told: HandedOver }) {
  const { t } = useTranslation('rota');
  return (
    <>
      <Line icon={left === 0 ? 'check' : 'warn'}>
        {t('handedOver', { count: items.filter(({ ok }) => ok).length, name })}{' '}
        {left === 0 ? null : t('leftOver', { count: left })}
      </Line>
      <ul className={css.told} aria-label={t('handOver')}>
        {items.map(({ person, ok, words }) => (
          <li key={person.id}>
            <Icon name={ok ? 'check' : 'cross'} size={14} />{' '}
            <b>
              {person.familyName}, {person.givenName}
            </b>{' '}
            {words}
          </li>
        ))}
      </ul>
    </>
  );
}
