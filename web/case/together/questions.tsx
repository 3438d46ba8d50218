import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswersRecorded, CheckInForm } from '../../api/generated/types.gen';
import { useAct } from '../../api/queries';
import { Line, WhyNot } from '../../kit/lines';
import { Help } from './help';
import type { Taking } from './how-taken';
import { PageOf } from './page';
import type { Given } from './types';
import { Answered } from './answered';
import { Finish } from './finish';
import css from './together.module.css';

type Props = { form: CheckInForm; taking: Taking; done: (answer: AnswersRecorded) => void };
type Sent = Taking & { answers: Record<string, Given>; more?: true };

/** A page at a time, each kept as soon as it is given; what is to be read out comes before the next question. */
export function Questions({ form, taking, done }: Props) {
  const { t } = useTranslation('answers');
  const [again, setAgain] = useState<number | null>(null);
  const [help, setHelp] = useState<AnswersRecorded['help']>([]);
  const act = useAct<Sent, AnswersRecorded>(`/check-ins/${form.id}/responses`);
  const pages = form.pages.filter(({ patientAlone }) => !patientAlone || taking.answeredBy !== 'proxy');
  const page = pages.find(({ n, done: isDone }) => (again === null ? !isDone : n === again));
  const keep = (answers: Given) => {
    if (page === undefined) return;
    act.mutate(
      { ...taking, answers: { [page.form]: answers }, more: true },
      {
        onSuccess: (answer) => {
          setAgain(null);
          setHelp(answer.help);
        },
      },
    );
  };
  const finish = () => {
    act.mutate({ ...taking, answers: {} }, { onSuccess: done });
  };
  return (
    <div className={css.page}>
      {taking.taken === 'telephone' ? <Script lines={form.script} open={form.answered === 0} /> : null}
      <Answered
        pages={pages.filter((each) => each.done && each.n !== page?.n)}
        change={(n) => {
          setAgain(n);
          setHelp([]);
        }}
      />
      {help.length === 0 ? null : <Help help={help} paper={taking.taken === 'paper'} />}
      {page === undefined ? null : (
        <PageOf key={page.n} page={page} of={pages.length} error={act.error} busy={act.isPending} keep={keep} />
      )}
      {pages.length < form.pages.length ? (
        <Line icon="lock" said={false}>
          {t('patientAlone')}
        </Line>
      ) : null}
      {page === undefined ? <WhyNot error={act.error} again={finish} /> : null}
      <Finish
        open={pages.filter((each) => !each.done).length}
        begun={form.answered > 0}
        busy={act.isPending}
        press={finish}
      />
    </div>
  );
}

function Script({ lines, open }: { lines: string[]; open: boolean }) {
  const { t } = useTranslation('answers');
  return (
    <details className={css.script} open={open}>
      <summary className="label">{t('script')}</summary>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </details>
  );
}
