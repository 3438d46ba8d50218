import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { plainDay } from '../app/clock';
import { WhyNot } from '../kit/lines';
import type { Draft, Field } from './draft';
import css from './enrol.module.css';
import { languageName } from './languages';

type Props = {
  draft: Draft;
  pathway: string;
  busy: boolean;
  error: Error | null;
  change: (field: Field) => void;
  enrol: () => void;
};

/** All that was typed, in one look, before it counts. */
export function Check({ draft, pathway, busy, error, change, enrol }: Props) {
  const { t } = useTranslation('enrol');
  const { consent, noEmail, reads } = draft;
  const needs = [
    ...(draft.largePrint ? [t('largePrint')] : []),
    ...(draft.interpreter ? [t('interpreter')] : []),
    ...(reads === 'too' && !noEmail ? [`${t('helps')}: ${draft.helper}`] : draft.helps ? [t('helps')] : []),
  ];
  const day = (date: string) => (date === '' ? t('none') : plainDay(date));
  const agreed = `${t(consent === 'yes' ? 'consentYes' : 'consentNo')}, ${day(draft.consentOn)}`;
  const rows: [Field, string, string][] = [
    ['familyName', t('familyName'), draft.familyName],
    ['givenName', t('givenName'), draft.givenName],
    ['bornOn', t('bornOn'), day(draft.bornOn)],
    ['reference', t('reference'), draft.reference],
    ['email', t('email'), noEmail ? t('noEmail') : draft.email],
    ['phone', t('phone'), draft.phone || t('none')],
    ['language', t('language'), languageName(draft.language)],
    ['largePrint', t('needs'), needs.join(', ') || t('none')],
    ...(noEmail ? [] : ([['consent', t('consent'), agreed]] satisfies [Field, string, string][])),
    ['pathway', t('pathway'), pathway],
  ];
  return (
    <div className={css.sheet}>
      <h2 className={css.checkTitle}>{t('checkTitle')}</h2>
      <dl className={css.summary}>
        {rows.map(([field, label, value]) => (
          <div key={field} className={css.summaryRow}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <dd>
              <button
                type="button"
                className={css.plain}
                onClick={() => {
                  change(field);
                }}
              >
                {t('change')}
                <span className="seen-by-readers"> {label}</span>
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <div className={css.foot} data-dock="">
        <WhyNot error={error} again={enrol} />
        <Button variant="filled" loading={busy} onClick={enrol}>
          {t('enrolNow', { name: draft.givenName })}
        </Button>
        <Button
          onClick={() => {
            change('familyName');
          }}
        >
          {t('back')}
        </Button>
      </div>
    </div>
  );
}
