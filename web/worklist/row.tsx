import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Done } from '../case/record/undo';
import { Owner } from '../kit/marks';
import { PersonCell, telOf } from '../kit/person';
import { Due, Score } from './cells';
import { Pick } from './many/pick';
import type { Shown } from './shown';
import type { Reason, Row } from './types';
import { WorkHere } from './work-here';
import css from './table.module.css';

type Props = {
  row: Row;
  shown: Shown;
  wide: boolean;
  columns: number;
  line: ReactNode;
  say: (row: Row, words: string, done?: Done) => void;
};

/** One patient: what to do first, and a dash for each further thing. Pressing it opens what it is done by, below. */
export function ListRow({ row, shown, wide, columns, line, say }: Props) {
  const { t } = useTranslation('worklist');
  const id = useId();
  const open = shown.open === row.id;
  const [first, ...others] = row.reasons;
  return (
    <>
      <tr className={css.row} data-open={open || shown.chosen?.includes(row.id) === true}>
        <td className={css.patient}>
          <Pick row={row} shown={shown} />
          <PersonCell person={row.person} enrolmentId={row.id} />
        </td>
        <td className={css.what}>
          <button
            type="button"
            id={`do-${row.id}`}
            className={css.opener}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => {
              shown.set({ open: open ? undefined : row.id });
            }}
          >
            {first?.short ?? t('nothingOpen')}
          </button>
          {first === undefined ? null : <Why row={row} first={first} />}
          {open || others.length === 0 ? null : (
            <ul className={css.others}>
              {others.map((reason) => (
                <li key={reason.taskId ?? reason.escalationId ?? reason.gate ?? reason.reason}>{reason.short}</li>
              ))}
            </ul>
          )}
          {row.moreTasks === 0 ? null : <p className="soft">{t('moreTasks', { count: row.moreTasks })}</p>}
        </td>
        <td className={css.by}>{first === undefined ? null : <Due reason={first} />}</td>
        <td className={css.scores}>
          <Score score={row.score} />
        </td>
        {wide ? <WideCells row={row} /> : null}
        <td className={css.owner}>
          <Owner owner={row.owner} bare />
        </td>
      </tr>
      {line === undefined ? null : (
        <tr className={css.below}>
          <td colSpan={columns}>{line}</td>
        </tr>
      )}
      {open ? (
        <tr className={css.below} id={id}>
          <td colSpan={columns}>
            <WorkHere
              row={row}
              said={(words, done) => {
                say(row, words, done);
              }}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** What whoever does it must know: of a call the number, when, with whom, and how often it was tried. */
function Why({ row: { person }, first }: { row: Row; first: Reason }) {
  const { t } = useTranslation('worklist');
  const facts = [
    ...(first.tries === 0 ? [] : [t('tried', { count: first.tries })]),
    ...(person.bestTime === null ? [] : [t('bestTime', { time: person.bestTime })]),
    ...person.notes,
  ];
  const number = first.reason === 'call' ? (person.phone?.number ?? null) : null;
  if (number === null && facts.length === 0) return null;
  return (
    <span className={`${css.why ?? ''} soft`}>
      {number === null ? null : (
        <a href={telOf(number)} className="whole">
          {number}
        </a>
      )}
      {(number === null || facts.length === 0 ? '' : ' · ') + facts.join(' · ')}
    </span>
  );
}

function WideCells({ row }: { row: Row }) {
  const { t } = useTranslation('worklist');
  return (
    <>
      <td className={css.contact}>
        {row.lastContact === null ? <span className="soft">{t('noContact')}</span> : row.lastContact.words}
      </td>
      <td className={css.stage}>{row.stage?.title ?? <span className="soft">{t('noStage')}</span>}</td>
    </>
  );
}
