import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/queries';
import type { AnswersRecorded } from '../../api/generated/types.gen';
import { faultOf, Line, WhyNot } from '../../kit/lines';
import { Joined } from '../record/choices';
import type { CheckInForm, Given, Instrument } from './form-type';
import { Question } from './item';
import { TickList } from './list';
import { formsShown, itemsShown, openItems, toSend } from './shown';
import css from './together.module.css';

type Props = { form: CheckInForm; saved: (answer: AnswersRecorded, taken: string) => void };

/** The questionnaire as the patient has it, answered on the telephone or copied from paper. */
export function Questions({ form, saved }: Props) {
  const { t } = useTranslation('case');
  const [taken, setTaken] = useState('');
  const [takenOn, setTakenOn] = useState('');
  const [answeredBy, setAnsweredBy] = useState('');
  const [given, setGiven] = useState<Given>({});
  const act = useAct<object, AnswersRecorded>(`/check-ins/${form.checkIn.id}/responses`);
  const shown = formsShown(form.instruments, given).filter(({ proxy }) => proxy || answeredBy !== 'proxy');
  const open = openItems(shown, given);
  const put = (id: string, answers: Given[string] | undefined) => {
    setGiven((before) => {
      const others = Object.fromEntries(Object.entries(before).filter(([form]) => form !== id));
      return answers === undefined ? others : { ...others, [id]: answers };
    });
  };
  const [asked, setAsked] = useState(false);
  const missing = (value: string): string | null => (asked && value === '' ? t('sayFirst') : null);
  const save = () => {
    setAsked(true);
    if (taken === '' || answeredBy === '') return;
    const day = taken === 'paper' && takenOn !== '' ? { takenOn } : {};
    act.mutate(
      { taken, ...day, answeredBy, answers: toSend(shown, given) },
      {
        onSuccess: (answer) => {
          saved(answer, taken);
        },
      },
    );
  };
  return (
    <form
      className={css.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <section className={css.sheet} aria-label={t('howTaken')}>
        <Joined
          name="taken"
          label={t('howTaken')}
          error={missing(taken)}
          value={taken}
          options={[
            { value: 'telephone', label: t('onTelephone') },
            { value: 'paper', label: t('fromPaper') },
          ]}
          set={(_name, value) => {
            setTaken(value);
          }}
        />
        {taken === 'paper' ? (
          <TextInput
            type="date"
            className={css.day ?? ''}
            label={t('dayOnPaper')}
            error={faultOf(act.error, 'takenOn')}
            value={takenOn}
            onChange={(event) => {
              setTakenOn(event.currentTarget.value);
            }}
          />
        ) : null}
        <Joined
          name="answeredBy"
          label={t('whoAnswers')}
          error={missing(answeredBy)}
          value={answeredBy}
          options={[
            { value: 'patient', label: t('patientAnswers') },
            { value: 'proxy', label: t('proxyAnswers') },
          ]}
          set={(_name, value) => {
            setAnsweredBy(value);
          }}
        />
      </section>
      {taken === 'telephone' && form.script.length > 0 ? (
        <section className={css.script} aria-labelledby="script">
          <h2 id="script" className="label">
            {t('script')}
          </h2>
          {form.script.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ) : null}
      {shown.map((each) => (
        <Form
          key={each.id}
          form={each}
          answers={given[each.id]}
          fault={(item) => faultOf(act.error, `answers.${each.id}${item === '' ? '' : `.${item}`}`)}
          set={(answers) => {
            put(each.id, answers);
          }}
        />
      ))}
      {form.instruments.some(({ proxy }) => !proxy) && answeredBy === 'proxy' ? (
        <Line icon="lock" said={false}>
          {t('patientAlone')}
        </Line>
      ) : null}
      <WhyNot error={act.error} again={save} />
      <div className={css.foot} data-dock>
        <Button type="submit" variant="filled" loading={act.isPending}>
          {t('saveAnswers')}
        </Button>
        <span className="soft" role="status">
          {open === 0 ? t('allAnswered') : t('stillOpen', { count: open })}
        </span>
      </div>
    </form>
  );
}

type FormProps = {
  form: Instrument;
  answers: Given[string] | undefined;
  fault: (item: string) => string | null;
  set: (answers: Given[string] | undefined) => void;
};

function Form({ form, answers, fault, set }: FormProps) {
  const { title, introduction, recall, stem } = form;
  const wrong = fault('');
  return (
    <section className={css.sheet} aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p>{introduction}</p>
        {form.list || stem !== null ? null : <p className="soft">{recall}</p>}
      </div>
      {wrong === null ? null : <p className={css.fault}>{wrong}</p>}
      {form.list ? (
        <TickList form={form} answers={answers} fault={fault} set={set} />
      ) : (
        itemsShown(form, answers).map((item) => (
          <Question
            key={item.id}
            form={form.id}
            stem={stem}
            item={item}
            value={answers?.[item.id]}
            fault={fault(item.id)}
            set={(value) => {
              set({ ...answers, [item.id]: value });
            }}
          />
        ))
      )}
    </section>
  );
}
