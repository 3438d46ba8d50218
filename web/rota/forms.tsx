import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RotaWeek } from '../api/generated/types.gen';
import { useAct } from '../api/queries';
import { instantOf, localOf } from '../app/instants';
import { useMe } from '../app/me';
import { faultOf, Line, WhyNot } from '../kit/lines';
import css from './rota.module.css';

/** What a form begins with: the gap it is to close. */
export type Draft = { rota?: string; startsAt?: string; endsAt?: string };
type Close = (saved: boolean) => void;

export function DutyForm({ data, draft, close }: { data: RotaWeek; draft: Draft; close: Close }) {
  const { t } = useTranslation('rota');
  const [rota, setRota] = useState(draft.rota ?? '');
  const span = useSpan(draft);
  const [staffId, setStaffId] = useState('');
  const act = useAct<{ staffId: string; startsAt: string; endsAt: string }>(`/rotas/${rota}/shifts`);
  const [missing, setMissing] = useState(false);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setMissing(rota === '' || staffId === '' || span.value === null);
    if (rota === '' || staffId === '' || span.value === null) return;
    act.mutate(
      { staffId, ...span.value },
      {
        onSuccess: () => {
          close(true);
        },
      },
    );
  };
  const mayBe = data.people.filter(({ rotas }) => rota === '' || rotas.includes(rota));
  return (
    <form onSubmit={send} className={css.form}>
      <NativeSelect
        label={t('which')}
        value={rota}
        onChange={(event) => {
          setRota(event.currentTarget.value);
        }}
        data={[{ value: '', label: t('choose') }, ...data.rotas.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      <Who people={mayBe} value={staffId} choose={setStaffId} fault={faultOf(act.error, 'staffId')} />
      <Span span={span} error={act.error} />
      <p className="soft">{t('willCover')}</p>
      {missing ? <Line icon="warn">{t('missing')}</Line> : null}
      <WhyNot error={act.error} />
      <Foot words={t('putOn')} busy={act.isPending} close={close} />
    </form>
  );
}

export function AbsenceForm({ data, close }: { data: RotaWeek; close: Close }) {
  const { t } = useTranslation('rota');
  const span = useSpan({});
  const [staffId, setStaffId] = useState('');
  const act = useAct<{ startsAt: string; endsAt: string }>(`/staff/${staffId}/absences`);
  const [missing, setMissing] = useState(false);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setMissing(staffId === '' || span.value === null);
    if (staffId === '' || span.value === null) return;
    act.mutate(span.value, {
      onSuccess: () => {
        close(true);
      },
    });
  };
  return (
    <form onSubmit={send} className={css.form}>
      <Who people={data.people} value={staffId} choose={setStaffId} fault={null} />
      <Span span={span} error={act.error} />
      <p className="soft">{t('willBeAway')}</p>
      {missing ? <Line icon="warn">{t('missing')}</Line> : null}
      <WhyNot error={act.error} />
      <Foot words={t('saveAbsence')} busy={act.isPending} close={close} />
    </form>
  );
}

type WhoProps = {
  people: RotaWeek['people'];
  value: string;
  choose: (staffId: string) => void;
  fault: string | null;
};

function Who({ people, value, choose, fault }: WhoProps) {
  const { t } = useTranslation('rota');
  return (
    <NativeSelect
      label={t('who')}
      value={value}
      error={fault}
      onChange={(event) => {
        choose(event.currentTarget.value);
      }}
      data={[
        { value: '', label: t('choose') },
        ...people.map(({ staffId, name }) => ({ value: staffId, label: name })),
      ]}
    />
  );
}

/** Two instants, typed as the wall of the clinic shows them. */
function useSpan({ startsAt, endsAt }: Draft) {
  const zone = useMe().clinic.timeZone;
  const [from, setFrom] = useState(startsAt === undefined ? '' : localOf(startsAt, zone));
  const [until, setUntil] = useState(endsAt === undefined ? '' : localOf(endsAt, zone));
  const [begins, ends] = [from, until].map((local) => {
    const [day = '', time = ''] = local.split('T');
    return instantOf(day, time, zone);
  });
  const value = begins && ends ? { startsAt: begins, endsAt: ends } : null;
  return { from, setFrom, until, setUntil, value };
}

function Span({ span, error }: { span: ReturnType<typeof useSpan>; error: Error | null }) {
  const { t } = useTranslation('rota');
  return (
    <>
      <TextInput
        type="datetime-local"
        label={t('from')}
        value={span.from}
        error={faultOf(error, 'startsAt')}
        onChange={(event) => {
          span.setFrom(event.currentTarget.value);
        }}
      />
      <TextInput
        type="datetime-local"
        label={t('until')}
        value={span.until}
        error={faultOf(error, 'endsAt')}
        onChange={(event) => {
          span.setUntil(event.currentTarget.value);
        }}
      />
    </>
  );
}

function Foot({ words, busy, close }: { words: string; busy: boolean; close: Close }) {
  const { t } = useTranslation('kit');
  return (
    <div className={css.foot}>
      <Button type="submit" variant="filled" loading={busy}>
        {words}
      </Button>
      <Button
        onClick={() => {
          close(false);
        }}
      >
        {t('cancel')}
      </Button>
    </div>
  );
}
