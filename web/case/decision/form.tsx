import { Button, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices } from '../../kit/choices';
import { Icon } from '../../kit/icons';
import { Line, Part, Sheet, WhyNot } from '../../kit/lines';
import css from './decision.module.css';
import type { Gate } from './use-decision';
import type { Decision } from './use-decision';

/** The answers that the pathway has, each with where it leads; none is proposed. */
export function DecisionForm({ gate, decision }: { gate: Gate; decision: Decision }) {
  const { t } = useTranslation('decision');
  const form = useRef<HTMLFormElement>(null);
  const { faults, news } = decision;
  if (!gate.decide.may)
    return (
      <Sheet label={t('yours')}>
        <Part>
          <h2>{t('answers')}</h2>
          <ul className={css.options}>
            {gate.options.map((option) => (
              <li key={option.choice}>
                <b>{option.label}</b> <Leads option={option} />
              </li>
            ))}
          </ul>
        </Part>
        <Part>
          <Line icon="lock" said={false}>
            {gate.decide.why}
          </Line>
        </Part>
      </Sheet>
    );
  return (
    <Sheet label={t('yours')}>
      <Part>
        <form
          ref={form}
          id="deciding"
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const first = decision.proceed();
            if (first !== null)
              requestAnimationFrame(() => {
                form.current
                  ?.querySelector<HTMLElement>(`[data-part="${first}"] :is(input, textarea, button)`)
                  ?.focus();
              });
          }}
        >
          {news.length === 0 ? null : (
            <div data-part="look">
              <Line icon="answer" action={{ words: t('looked'), press: decision.look }}>
                <b>{t('came')}</b> {news.map(({ words }) => words).join('; ')}.{' '}
                {faults.includes('look') ? <b className={css.lacking}>{t('lookFirst')}</b> : t('textKept')}
              </Line>
            </div>
          )}
          <div data-part="choice">
            <Choices
              legend={<span className={css.legend}>{t('yours')}</span>}
              apart
              choices={gate.options.map((option) => ({
                value: option.choice,
                words: <b>{option.label}</b>,
                more: <Leads option={option} />,
              }))}
              value={decision.chosen?.choice ?? null}
              choose={decision.choose}
              fault={faults.includes('choice') ? t('fault.choice') : null}
            />
          </div>
          <div data-part="reason">
            <Textarea
              label={
                <>
                  {t('reason')} <span className="soft">{t('reasonHint')}</span>
                </>
              }
              autosize
              minRows={2}
              maxRows={10}
              value={decision.reason}
              error={faults.includes('reason') ? t('fault.reason') : null}
              onChange={(event) => {
                decision.write(event.currentTarget.value);
              }}
            />
          </div>
          <p className={css.told}>
            <Icon name="mail" /> <span>{gate.told}</span>
          </p>
          <WhyNot error={decision.error} />
          <div className={`${css.main ?? ''} docked not-printed`} data-dock>
            <Button type="submit" variant="filled">
              {t('check')}
            </Button>
          </div>
        </form>
      </Part>
    </Sheet>
  );
}

/** Where an answer leads, with what the rules find of it today. */
export function Leads({ option: { leadsTo, ahead } }: { option: Gate['options'][number] }) {
  const { t } = useTranslation('decision');
  return (
    <>
      <span className={css.leads}>{leadsTo}</span>
      {ahead.map(({ stage, title, offered, entry }) => (
        <span key={stage} className={css.ahead}>
          {offered ? null : <span className={css.leads}>{t('notOffered', { title })}</span>}
          {entry === null ? null : (
            <span className={css.leads}>{t('entry', { title, needs: entry.needs, says: entry.says })}</span>
          )}
        </span>
      ))}
    </>
  );
}
