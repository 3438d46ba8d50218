import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Staff } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { type EditProps, Edited, useEdit } from './edited';
import { useTyped } from './typed';

const places = ['coordinator', 'clinician'] as const;

/** Who looks after this patient, of those who can be it; nobody named = the team. */
export function EditTeam(props: EditProps) {
  const { t } = useTranslation('case');
  const edit = useEdit(props, t('teamSaved'));
  const { careTeam } = props.patient;
  const staff = useRead<Staff>('/staff').data?.items ?? [];
  const { typed, changed, field } = useTyped({
    coordinator: careTeam.coordinator?.id ?? '',
    clinician: careTeam.clinician?.id ?? '',
  });
  const optionsOf = (place: (typeof places)[number]) => {
    const fitting = staff.filter((each) => each.places.includes(place));
    const now = careTeam[place];
    // Somebody who has left, or can be it no more, is still the one who is named.
    const still = now === null || fitting.some(({ id }) => id === now.id) ? [] : [now];
    return [
      { value: '', label: t('nobodyNamedTeam') },
      ...[...still, ...fitting].map(({ id, name }) => ({ value: id, label: name })),
    ];
  };
  const save = () => {
    const data = places.filter(changed).map((place) => [place, typed[place] === '' ? null : typed[place]]);
    edit.send('care-team.changed', Object.fromEntries(data) as Record<string, unknown>);
  };
  return (
    <Edited {...props} title={t('editTeam')} verb={t('saveTeam')} edit={edit} save={save}>
      {places.map((place) => (
        <NativeSelect key={place} {...field(place, t(place), edit.act.error)} data={optionsOf(place)} />
      ))}
    </Edited>
  );
}
