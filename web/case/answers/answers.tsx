import { useTranslation } from 'react-i18next';
import type { Answered, Person } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { Line } from '../../kit/lines';
import { Loaded } from '../../kit/list';
import { Tag } from '../../kit/marks';
import { languageName } from '../../enrol/languages';
import { Dialog } from '../dialog';
import css from './answers.module.css';

type Form = Answered['forms'][number];

/** Each question of one check-in with what was answered. Skipped is not "no", and not reached is not skipped. */
export function Answers({ checkInId, person, close }: { checkInId: string; person: Person; close: () => void }) {
  const { t } = useTranslation('answers');
  const query = useRead<Answered>(`/check-ins/${checkInId}/answers`);
  return (
    <Dialog title={query.data?.title ?? t('answers')} person={person} close={close} wide>
      <Loaded
        query={query}
        empty={({ forms }) => (forms.length > 0 ? null : <p className={css.all}>{t('nothingAsked')}</p>)}
      >
        {(answered) => (
          <div className={css.all}>
            <How answered={answered} />
            {answered.forms.map((form) => (
              <OneForm key={form.id} form={form} />
            ))}
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

/** How the answers came, when, and what became of them since. */
function How({ answered: { how, words, askedAt, sentAt, opensAt, closesAt, late, moves } }: { answered: Answered }) {
  const { t } = useTranslation('answers');
  const dates = useDates();
  const times = [
    askedAt === null ? t('notAskedByMail') : t('askedOn', { date: dates.full(askedAt) }),
    ...(how === null ? [] : [t('givenOn', { date: dates.full(how.at) })]),
    ...(sentAt === null ? [] : [t('sentOn', { date: dates.full(sentAt) })]),
    t('opensOn', { from: dates.day(opensAt), to: dates.day(closesAt) }),
  ];
  return (
    <div>
      <p>
        <b className="strong">{how?.words ?? words}</b> {how === null ? null : words}{' '}
        {late ? <Tag kind="held">{t('cameLate')}</Tag> : null}
      </p>
      <p className="soft">{times.join(' · ')}</p>
      {moves.map(({ at, words: said, reason }) => (
        <Line key={at} icon="branch" said={false}>
          <b>{said}</b> {dates.full(at)}. {t('becauseOf', { reason })}
        </Line>
      ))}
    </div>
  );
}

function OneForm({ form }: { form: Form }) {
  const { t } = useTranslation('answers');
  const { title, version, language, recall, note, stem, items, scores, list } = form;
  // Where all of them are, it need not be said of each.
  const marked = items.some(({ safety }) => !safety);
  return (
    <section aria-label={title}>
      <h3 className={css.title}>{title}</h3>
      <p className="soft">
        {[recall, t('version', { version }), named(language)].filter((each) => each !== '').join(' · ')}
      </p>
      {scores.map((score) => (
        <p key={score.score}>
          <b className="strong">{t('scoreOf', { label: score.label, value: score.words })}</b>
          {score.band === null ? null : `, ${score.band}`}{' '}
          <span className="soft">
            <span className="whole">{t('range', score)}</span>, {score.directionWords}
          </span>
        </p>
      ))}
      {note === null ? null : <p>{note}</p>}
      {stem === null ? null : <p className={css.stem}>{stem}</p>}
      <dl>
        {items.map((item) => (
          <OneItem key={item.id} item={item} list={list} marked={marked} />
        ))}
      </dl>
    </section>
  );
}

/** `English` for `en`. */
const named = (language: string): string => (language === '' ? '' : languageName(language));

type OneProps = { item: Form['items'][number]; list: boolean; marked: boolean };

function OneItem({ item, list, marked }: OneProps) {
  const { t } = useTranslation('answers');
  const dates = useDates();
  const { question, words, state, value, scale, safety, late, before } = item;
  return (
    <div className={css.row}>
      <dt>
        {question}
        {safety && marked ? <span className={css.beside}>{t('safetyItem')}</span> : null}
      </dt>
      <dd data-said={state === 'answered' && !(list && value === 0)}>
        <span className={css.words}>{words}</span>
        {scale === null ? null : <span className={css.beside}>{scale}</span>}
        {late ? <span className={css.beside}>{t('cameLate')}</span> : null}
        {before.map((earlier) => (
          <span key={earlier.at} className={css.beside}>
            {t('changedFrom', { words: earlier.words, date: dates.full(earlier.at) })}
          </span>
        ))}
      </dd>
    </div>
  );
}
