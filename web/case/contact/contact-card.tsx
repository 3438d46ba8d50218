import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '../../api/generated/types.gen';
import { plainDay } from '../../app/clock';
import { Icon } from '../../kit/icons';
import { Copy } from '../copy';
import css from './contact.module.css';

export type EditPart = 'contact' | 'spoken' | 'people' | 'consent' | 'team' | 'identity';
type Props = { patient: Patient; edit: ((part: EditPart) => void) | null };

/** How this person is reached, who may be told what, and what was agreed to. Each part is mended where it stands. */
export function ContactCard({ patient, edit }: Props) {
  const { t } = useTranslation('case');
  const change = (part: EditPart) =>
    edit === null
      ? null
      : {
          words: t(`edit.${part}`),
          press: () => {
            edit(part);
          },
        };
  const { preferredName, bestTime } = patient;
  return (
    <section className={css.sheet} aria-labelledby="contact">
      <div className={css.head}>
        <h2 id="contact">{t('contact')}</h2>
        <Change change={change('identity')} words={t('correctIdentity')} />
      </div>
      <div className={css.parts}>
        <Part words={t('reach')} change={change('contact')}>
          <Reach patient={patient} />
        </Part>
        <Part words={t('spokenWith')} change={change('spoken')}>
          <dl>
            {preferredName === null ? null : <Row label={t('preferredName')}>{preferredName}</Row>}
            <Row label={t('bestTime')}>{bestTime ?? t('notKnown')}</Row>
            <Row label={t('language')}>{patient.spoken ?? patient.language}</Row>
            <Access access={patient.access} />
          </dl>
        </Part>
        <Part words={t('mayBeTold')} change={change('people')}>
          <Others patient={patient} />
        </Part>
        <Part words={t('agreed')} change={change('consent')}>
          <Agreed patient={patient} />
        </Part>
        <Part
          words={t('careTeam')}
          change={patient.enrolments.some(({ endedAt }) => endedAt === null) ? change('team') : null}
        >
          <Team patient={patient} />
        </Part>
      </div>
    </section>
  );
}

function Reach({ patient: { contacts, email, address, preferredTime } }: Pick<Props, 'patient'>) {
  const { t } = useTranslation('case');
  return (
    <dl>
      {contacts.length === 0 ? <Row label={t('telephone')}>{t('notKnown')}</Row> : null}
      {contacts.map(({ id, kind, number }) => (
        <Row
          key={id}
          label={kind === null ? t('telephone') : t(`phoneKinds.${kind as 'mobile'}`, { defaultValue: kind })}
        >
          <Tel number={number} />
        </Row>
      ))}
      <Row label={t('email')}>
        {email === null ? (
          t('notKnown')
        ) : (
          <>
            {email.address}{' '}
            <Copy text={email.address} words={t('copy')} said={t('copyWhat', { what: email.address })} />
            {email.bouncedAt === null ? null : (
              <p className={css.bounced}>
                <Icon name="warn" />
                {email.bounceWords}
              </p>
            )}
          </>
        )}
      </Row>
      <Row label={t('address')}>{address === null ? t('notKnown') : <span className={css.lines}>{address}</span>}</Row>
      <Row label={t('askedAt')}>{preferredTime}</Row>
    </dl>
  );
}

function Others({ patient: { emergencyContact: other, gp } }: Pick<Props, 'patient'>) {
  const { t } = useTranslation('case');
  return (
    <dl>
      <Row label={other?.relation ?? t('emergencyContact')}>
        {other === null ? (
          t('nobodyNamed')
        ) : (
          <>
            <span className={css.tel}>{other.name}</span> <Tel number={other.phone} />
            <p className="strong">{t(other.mayDiscuss ? 'mayDiscuss' : 'mayNotDiscuss')}</p>
          </>
        )}
      </Row>
      <Row label={t('gp')}>
        {gp === null ? t('notKnown') : [gp.name, gp.practice, gp.email].filter((each) => each !== null).join(', ')}
      </Row>
    </dl>
  );
}

function Agreed({ patient: { consents } }: Pick<Props, 'patient'>) {
  const { t } = useTranslation('case');
  return (
    <dl>
      {consents.length === 0 ? <Row label={t('email')}>{t('notAsked')}</Row> : null}
      {consents.map(({ channel, given, on, recordedBy }) => (
        <Row key={channel} label={channel}>
          {t(given ? 'consentGiven' : 'consentRefused', { date: plainDay(on) })}
          {recordedBy === null ? null : <span className="soft"> {t('recordedBy', { name: recordedBy })}</span>}
        </Row>
      ))}
    </dl>
  );
}

function Team({ patient: { careTeam } }: Pick<Props, 'patient'>) {
  const { t } = useTranslation('case');
  return (
    <dl>
      <Row label={t('coordinator')}>{careTeam.coordinator?.name ?? t('nobodyNamedTeam')}</Row>
      <Row label={t('clinician')}>{careTeam.clinician?.name ?? t('nobodyNamedTeam')}</Row>
    </dl>
  );
}

function Tel({ number }: { number: string }) {
  const { t } = useTranslation('case');
  return (
    <>
      <a className={css.tel} href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
        {number}
      </a>
      <Copy text={number} words={t('copy')} said={t('copyWhat', { what: number })} />
    </>
  );
}

function Access({ access: { interpreter, helper, largePrint } }: Pick<Patient, 'access'>) {
  const { t } = useTranslation('case');
  const said = (value: string | boolean | null) =>
    value === null ? t('notAsked') : value === true ? t('yes') : value === false ? t('no') : value;
  return (
    <>
      <Row label={t('interpreter')}>{said(interpreter)}</Row>
      <Row label={t('helper')}>{said(helper)}</Row>
      <Row label={t('largePrint')}>{said(largePrint)}</Row>
    </>
  );
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={css.row}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

type ChangeOf = { words: string; press: () => void } | null;

function Change({ change, words }: { change: ChangeOf; words: string }) {
  if (change === null) return null;
  return (
    <Button
      size="compact-sm"
      variant="transparent"
      className="not-printed"
      aria-label={change.words}
      onClick={change.press}
    >
      {words}
    </Button>
  );
}

function Part({ words, change, children }: { words: string; change: ChangeOf; children: ReactNode }) {
  const { t } = useTranslation('case');
  return (
    <div className={css.part}>
      <div className={css.partHead}>
        <h3 className="label">{words}</h3>
        <Change change={change} words={t('change')} />
      </div>
      {children}
    </div>
  );
}
