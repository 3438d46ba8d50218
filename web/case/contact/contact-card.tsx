import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { plainDay } from '../../app/clock';
import { Icon } from '../../kit/icons';
import { Copy } from '../copy';
import type { PatientRecord } from '../types';
import css from './contact.module.css';

export type EditPart = 'contact' | 'consent';

/** How this person is reached, who may be told what, and what was agreed to. Each part is mended where it stands. */
export function ContactCard({ patient, edit }: { patient: PatientRecord; edit: ((part: EditPart) => void) | null }) {
  const { t } = useTranslation('case');
  const { contacts, email, address, emergencyContact, gp, consents, careTeam, preferredTime } = patient;
  return (
    <section className={css.sheet} aria-labelledby="contact">
      <div className={css.head}>
        <h2 id="contact">{t('contact')}</h2>
      </div>
      <div className={css.parts}>
        <Part
          words={t('reach')}
          edit={
            edit &&
            (() => {
              edit('contact');
            })
          }
          editWords={t('editContact')}
        >
          <dl className={css.list}>
            {contacts.length === 0 ? <Row label={t('telephone')}>{t('notKnown')}</Row> : null}
            {contacts.map(({ id, kind, number }) => (
              <Row key={id} label={kind ?? t('telephone')}>
                <a className={css.tel} href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
                  {number}
                </a>
                <Copy text={number} words={t('copy')} said={t('copyWhat', { what: number })} />
              </Row>
            ))}
            <Row label={t('email')}>
              {email === null ? (
                t('notKnown')
              ) : (
                <>
                  <span>{email.address}</span>{' '}
                  <Copy text={email.address} words={t('copy')} said={t('copyWhat', { what: email.address })} />
                  {email.bouncedAt === null ? null : (
                    <p className={css.bounced}>
                      <Icon name="warn" />
                      {email.bounceWords ?? t('bounced', { date: plainDay(email.bouncedAt.slice(0, 10)) })}
                    </p>
                  )}
                </>
              )}
            </Row>
            <Row label={t('address')}>
              {address === null ? t('notKnown') : <span className={css.lines}>{address}</span>}
            </Row>
            {preferredTime === undefined || preferredTime === null ? null : (
              <Row label={t('askedAt')}>{preferredTime}</Row>
            )}
          </dl>
        </Part>
        <Part words={t('spokenWith')}>
          <dl className={css.list}>
            <Row label={t('language')}>{patient.spoken ?? patient.language}</Row>
            <Access access={patient.access} />
          </dl>
        </Part>
        <Part words={t('mayBeTold')}>
          {emergencyContact === null ? (
            <p>{t('nobodyNamed')}</p>
          ) : (
            <dl className={css.list}>
              <Row label={emergencyContact.relation ?? t('emergencyContact')}>
                {emergencyContact.name}{' '}
                <a className={css.tel} href={`tel:${emergencyContact.phone.replaceAll(/[^+\d]/g, '')}`}>
                  {emergencyContact.phone}
                </a>
                <Copy
                  text={emergencyContact.phone}
                  words={t('copy')}
                  said={t('copyWhat', { what: emergencyContact.phone })}
                />
                <p className="strong">
                  {emergencyContact.mayDiscuss === null
                    ? t('mayDiscussUnknown')
                    : t(emergencyContact.mayDiscuss ? 'mayDiscuss' : 'mayNotDiscuss')}
                </p>
              </Row>
            </dl>
          )}
          <dl className={css.list}>
            <Row label={t('gp')}>
              {gp === null
                ? t('notKnown')
                : [gp.name, gp.practice, gp.email].filter((each) => each !== null).join(', ')}
            </Row>
          </dl>
        </Part>
        <Part
          words={t('agreed')}
          edit={
            edit &&
            (() => {
              edit('consent');
            })
          }
          editWords={t('editConsent')}
        >
          <dl className={css.list}>
            {consents.length === 0 ? <Row label={t('email')}>{t('notAsked')}</Row> : null}
            {consents.map(({ channel, given, on, recordedBy }) => (
              <Row key={channel} label={channel}>
                {t(given ? 'consentGiven' : 'consentRefused', { date: on === null ? t('dayNotKnown') : plainDay(on) })}
                {recordedBy === null ? null : <span className="soft"> {t('recordedBy', { name: recordedBy })}</span>}
              </Row>
            ))}
          </dl>
          {careTeam === undefined ? null : (
            <dl className={css.list}>
              <Row label={t('coordinator')}>{careTeam.coordinator?.name ?? t('nobodyNamedTeam')}</Row>
              <Row label={t('clinician')}>{careTeam.clinician?.name ?? t('nobodyNamedTeam')}</Row>
            </dl>
          )}
        </Part>
      </div>
    </section>
  );
}

function Access({ access: { interpreter, helper, largePrint } }: Pick<PatientRecord, 'access'>) {
  const { t } = useTranslation('case');
  const said = (value: string | boolean | null | undefined) =>
    value === null || value === undefined
      ? t('notAsked')
      : value === true
        ? t('yes')
        : value === false
          ? t('no')
          : value;
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

type PartProps = { words: string; edit?: (() => void) | null; editWords?: string; children: ReactNode };

const Part = ({ words, edit = null, editWords, children }: PartProps) => {
  const { t } = useTranslation('case');
  return (
    <div className={css.part}>
      <div className={css.partHead}>
        <h3 className="label">{words}</h3>
        {edit === null ? null : (
          <Button size="compact-sm" variant="transparent" className="not-printed" aria-label={editWords} onClick={edit}>
            {t('change')}
          </Button>
        )}
      </div>
      {children}
    </div>
  );
};
