import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message, SentAgain } from '../../api/generated/types.gen';
import { useAct } from '../../api/queries';
import { useMay } from '../../app/me';
import { faultOf, Line, WhyNot } from '../../kit/lines';
import css from './messages.module.css';

/** What can be done about a mail; where it cannot, why not. */
export function Acts({ message }: { message: Message }) {
  const may = useMay('send or keep back messages');
  if (!may) return null;
  return message.canWithhold ? <KeepBack id={message.id} /> : <Again message={message} />;
}

function Again({ message: { id, againWhyNot } }: { message: Message }) {
  const { t } = useTranslation('messages');
  const act = useAct<object, SentAgain>(`/messages/${id}/send-again`);
  const press = () => {
    act.mutate({});
  };
  if (act.data !== undefined) return <Line icon="check">{t('isSentAgain', { words: act.data.words })}</Line>;
  if (againWhyNot !== null) return <p className="soft">{t('noAgain', { why: againWhyNot })}</p>;
  return (
    <>
      <p className={css.acts}>
        <Button variant="filled" loading={act.isPending} onClick={press}>
          {t('sendAgain')}
        </Button>
      </p>
      <WhyNot error={act.error} again={press} />
    </>
  );
}

function KeepBack({ id }: { id: string }) {
  const { t } = useTranslation('messages');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const act = useAct<object>(`/messages/${id}/withholding`);
  const press = () => {
    act.mutate({ reason });
  };
  if (act.isSuccess) return <Line icon="pause">{t('keptBack')}</Line>;
  if (!asking)
    return (
      <p className={css.acts}>
        <Button
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('keepBackAsk')}
        </Button>
      </p>
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      <Textarea
        label={t('whyKeepBack')}
        description={t('whyKeepBackHint')}
        error={faultOf(act.error, 'reason')}
        autosize
        minRows={2}
        value={reason}
        data-autofocus
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      <p className={css.acts}>
        <Button type="submit" variant="filled" loading={act.isPending}>
          {t('keepBack')}
        </Button>
      </p>
      <WhyNot error={act.error} again={press} />
    </form>
  );
}
