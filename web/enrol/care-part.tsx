import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries';
import type { Pathways } from '../api/generated/types.gen';
import { Choices } from '../kit/choices';
import css from './enrol.module.css';
import { useFields } from './fields';
import { languages } from './languages';

export function CarePart() {
  const { t } = useTranslation('enrol');
  const { text, tick, draft, set, faults } = useFields();
  return (
    <div className={css.part}>
      <div className={css.two}>
        <NativeSelect label={t('language')} data={languages} {...text('language')} />
        <fieldset className={css.needs}>
          <legend className="strong">{t('needs')}</legend>
          <Checkbox size="sm" label={t('largePrint')} {...tick('largePrint')} />
          <Checkbox size="sm" label={t('interpreter')} {...tick('interpreter')} />
          {draft.reads === 'too' && !draft.noEmail ? null : (
            <Checkbox size="sm" label={t('helps')} {...tick('helps')} />
          )}
        </fieldset>
      </div>
      {draft.noEmail ? null : (
        <div className={css.consent}>
          <Choices
            legend={t('consent')}
            row
            fault={faults.consent ?? null}
            value={draft.consent}
            choose={(consent) => {
              set({ consent });
            }}
            choices={[
              { value: 'yes', words: t('consentYes'), more: t('consentYesMore') },
              { value: 'no', words: t('consentNo') },
            ]}
          />
          <TextInput type="date" label={t('consentOn')} {...text('consentOn')} />
        </div>
      )}
    </div>
  );
}

export function PathwayPart() {
  const { t } = useTranslation('enrol');
  const { text } = useFields();
  const versions = useRead<Pathways>('/pathways').data?.items ?? [];
  // The newest version is what somebody is enrolled on; its title stands for all.
  const titles = new Map(versions.map(({ id, title }) => [id, title]));
  return (
    <div className={css.part}>
      <NativeSelect
        label={t('pathway')}
        {...text('pathway')}
        data={[{ value: '', label: '' }, ...[...titles].map(([value, label]) => ({ value, label }))]}
      />
      <More />
    </div>
  );
}

function More() {
  const { t } = useTranslation('enrol');
  const { text, draft, set, faults } = useFields();
  return (
    <details className={css.more}>
      <summary>{t('morePart')}</summary>
      <div className={css.two}>
        <TextInput label={t('emergencyName')} {...text('emergencyName')} error={faults.emergency} />
        <TextInput type="tel" label={t('emergencyPhone')} {...text('emergencyPhone')} />
        <TextInput label={t('emergencyRelation')} {...text('emergencyRelation')} />
        <TextInput type="time" label={t('preferredTime')} {...text('preferredTime')} />
      </div>
      <Choices
        legend={t('emergencyDiscuss')}
        row
        value={draft.emergencyDiscuss}
        choose={(emergencyDiscuss) => {
          set({ emergencyDiscuss });
        }}
        choices={[
          { value: 'yes', words: t('emergencyDiscussYes') },
          { value: 'no', words: t('emergencyDiscussNo') },
        ]}
      />
      <div className={css.two}>
        <TextInput label={t('gpName')} {...text('gpName')} />
        <TextInput label={t('gpPractice')} {...text('gpPractice')} />
      </div>
      <TextInput label={t('address')} {...text('address')} />
    </details>
  );
}
