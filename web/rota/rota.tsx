import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RotaWeek } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { plainDay, useDates } from '../app/clock';
import { useMay } from '../app/me';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { Line, Sheet } from '../kit/lines';
import { Loaded } from '../kit/list';
import { AbsenceForm, type Draft, DutyForm } from './forms';
import { Handovers } from './handover';
import { usePageMe } from './page-me';
import { Absences, People } from './people';
import css from './rota.module.css';
import { Week } from './week';

const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Who is woken when: the week, its gaps, who can be told at all, and who is away. */
export function Screen() {
  const { t } = useTranslation('rota');
  const search: Record<string, string | undefined> = useSearch({ strict: false });
  const days = search.days === '14' ? 14 : 7;
  const week = useRead<RotaWeek>(`/rotas?days=${String(days)}${search.from ? `&from=${search.from}` : ''}`);
  useTitle(t('title'));
  return (
    <Loaded query={week} empty={() => null}>
      {(data) => <Rota data={data} days={days} />}
    </Loaded>
  );
}

function Rota({ data, days }: { data: RotaWeek; days: number }) {
  const { t } = useTranslation('rota');
  const mayChange = useMay('change rotas and absences');
  const navigate = useNavigate();
  const [form, setForm] = useState<{ kind: 'duty' | 'absence'; draft: Draft } | null>(null);
  const [done, setDone] = useState(false);
  const pageMe = usePageMe();
  const [first = '', last = first] = [data.days[0], data.days.at(-1)];
  const open = (kind: 'duty' | 'absence', draft: Draft = {}) => {
    setDone(false);
    setForm({ kind, draft });
  };
  const close = (saved: boolean) => {
    setForm(null);
    setDone(saved);
  };
  return (
    <>
      <div className={css.head}>
        <h1>{t('title')}</h1>
        <nav className={css.weeks} aria-label={t('week')}>
          <Link to="/rota" search={{ from: plusDays(first, -7) }} aria-label={t('before')} className={css.step}>
            <Icon name="back" />
          </Link>
          <b>{t('range', { from: plainDay(first).slice(0, 6), to: plainDay(last) })}</b>
          <Link to="/rota" search={{ from: plusDays(first, 7) }} aria-label={t('after')} className={css.step}>
            <Icon name="forward" />
          </Link>
        </nav>
        <span className={css.acts}>
          <Button
            leftSection={<Icon name="print" />}
            variant="transparent"
            onClick={() => {
              void navigate({ to: '/rota', search: { days: '14' } }).then(() => {
                setTimeout(print, 500);
              });
            }}
          >
            {t('fortnight')}
          </Button>
          {mayChange ? (
            <>
              <Button
                onClick={() => {
                  open('absence');
                }}
              >
                {t('addAbsence')}
              </Button>
              <Button
                onClick={() => {
                  open('duty');
                }}
              >
                {t('add')}
              </Button>
            </>
          ) : null}
          {pageMe.button}
        </span>
      </div>
      {pageMe.panel}
      {done ? <Line icon="check">{t('done')}</Line> : null}
      <Gaps
        data={data}
        {...(mayChange
          ? {
              close: (draft: Draft) => {
                open('duty', draft);
              },
            }
          : {})}
      />
      {form === null ? null : (
        <Sheet label={t(form.kind === 'duty' ? 'add' : 'addAbsence')}>
          {form.kind === 'duty' ? (
            <DutyForm data={data} draft={form.draft} close={close} />
          ) : (
            <AbsenceForm data={data} close={close} />
          )}
        </Sheet>
      )}
      <Week data={data} wide={days === 14} />
      <div className={css.below}>
        <People data={data} />
        <Absences data={data} mayChange={mayChange} />
        <Handovers />
      </div>
    </>
  );
}

/** Each gap says what it costs, and how to close it. */
function Gaps({ data, close }: { data: RotaWeek; close?: (draft: Draft) => void }) {
  const { t } = useTranslation('rota');
  const dates = useDates();
  const gaps = data.rotas.flatMap((rota) => rota.gaps.map((gap) => ({ rota, gap })));
  return (
    <>
      {gaps.slice(0, 3).map(({ rota, gap }) => (
        <div key={`${rota.id} ${gap.startsAt}`} className={css.gapLine}>
          <Icon name="warn" />
          <p>
            <b>{t('gap', { from: dates.full(gap.startsAt), to: dates.full(gap.endsAt), rota: rota.title })}</b>{' '}
            {t('gapCosts')}
          </p>
          {close === undefined ? null : (
            <Button
              variant="filled"
              onClick={() => {
                close({ rota: rota.id, startsAt: gap.startsAt, endsAt: gap.endsAt });
              }}
            >
              {t('closeGap')}
            </Button>
          )}
        </div>
      ))}
    </>
  );
}
