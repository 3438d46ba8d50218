import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../api/generated/types.gen';
import { fieldsOf } from '../../app/instants';
import { useMe } from '../../app/me';
import { Icon } from '../../kit/icons';
import { faultOf } from '../../kit/lines';
import { Frame, Joined, Ticks } from './choices';
import { type Draft, hourOf, isAsked, isNeeded, optionsLeft, textIn, type Value } from './draft';
import css from './record.module.css';

type Inner = FormField['fields'][number];

type Props = {
  field: FormField | Inner;
  draft: Draft;
  /** Where it stands among the fields of the page: of a row of a list not its name alone. */
  path: string;
  faultOf: (path: string) => string | null;
  set: (name: string, value: Value) => void;
};

type All = {
  fields: readonly FormField[];
  draft: Draft;
  change: (make: (before: Draft) => Draft) => void;
  error: Error | null;
  /** Under which name of the body they are sent: a fault names its field with it. */
  at: string;
};

/** All fields of a form, one below the other. */
export const Fields = ({ fields, draft, change, error, at }: All) =>
  fields.map((field) => (
    <FieldOf
      key={field.name}
      field={field}
      draft={draft}
      path={field.name}
      faultOf={(path) => faultOf(error, `${at}.${path}`)}
      set={(name, value) => {
        change((before) => ({ ...before, [name]: value }));
      }}
    />
  ));

/** As many answers as can be read at a glance stand open; more of them are a list to choose from. */
const OPEN = 6;

/** One field as the server describes it. Nothing is chosen beforehand but what the server proposes. */
function FieldOf({ field, draft, path, faultOf, set }: Props) {
  const { t } = useTranslation('record');
  const { name, kind, hint, min, max } = field;
  if (!isAsked(field, draft)) return null;
  const label = isNeeded(field, draft) ? field.label : t('optional', { label: field.label });
  const common = { label, description: hint, error: faultOf(path) };
  const text = textIn(draft, name);
  const typed = {
    ...common,
    value: typeof draft[name] === 'string' ? draft[name] : '',
    onChange: (event: { currentTarget: { value: string } }) => {
      set(name, event.currentTarget.value);
    },
    classNames: { root: css.field ?? '', label: css.label ?? '' },
    autoComplete: 'off',
  };
  const choose = (_path: string, value: string) => {
    set(name, value);
  };
  switch (kind) {
    case 'yes-no':
      return <Joined {...common} name={path} options={yesNo(field, t)} value={text} set={choose} />;
    case 'choice': {
      const options = optionsLeft(field, draft);
      return options.length <= OPEN ? (
        <Joined {...common} name={path} options={options} value={text} set={choose} />
      ) : (
        <NativeSelect {...typed} data={[{ value: '', label: t('choose') }, ...options]} />
      );
    }
    case 'choices': {
      const chosen = Array.isArray(draft[name]) ? (draft[name] as string[]) : [];
      return (
        <Ticks
          {...common}
          name={path}
          options={field.options}
          chosen={chosen}
          set={(value) => {
            set(name, value);
          }}
        />
      );
    }
    case 'date':
      return <TextInput {...typed} type="date" min={edge(min)} max={edge(max)} className={css.day ?? ''} />;
    case 'instant':
      return <InstantOf field={field} common={common} draft={draft} set={set} />;
    case 'number':
      return <TextInput {...typed} inputMode="decimal" className={css.short ?? ''} />;
    case 'texts':
      return <TextInput {...typed} description={hint ?? t('severalByComma')} />;
    case 'text':
      return <TextInput {...typed} />;
    case 'long-text':
      return <Textarea {...typed} autosize minRows={2} maxRows={8} />;
    case 'list':
      return 'fields' in field ? (
        <Rows field={field} label={label} draft={draft} path={path} faultOf={faultOf} set={set} />
      ) : null;
  }
}

const edge = (value: string | number | null): string | undefined => (value === null ? undefined : String(value));

const yesNo = ({ options }: Inner, t: (key: 'yes' | 'no') => string) =>
  (['yes', 'no'] as const)
    .filter((value) => options.length === 0 || options.some((option) => option.value === value))
    .map((value) => ({ value, label: t(value) }));

type InstantProps = {
  field: Inner;
  common: { label: string; description: string | null; error: string | null };
  draft: Draft;
  set: Props['set'];
};

/** A day and an hour of the clinic, beside each other. */
function InstantOf({ field: { name, min, max }, common, draft, set }: InstantProps) {
  const { t } = useTranslation('record');
  const zone = useMe().clinic.timeZone;
  const dayOf = (value: string | number | null) => (value === null ? undefined : fieldsOf(value, zone).day);
  return (
    <Frame {...common}>
      {(described) => (
        <div className={css.two} role="group" aria-label={common.label} aria-describedby={described}>
          <TextInput
            type="date"
            label={t('date')}
            value={textIn(draft, name)}
            min={dayOf(min)}
            max={dayOf(max)}
            onChange={(event) => {
              set(name, event.currentTarget.value);
            }}
          />
          <TextInput
            type="time"
            label={t('time')}
            value={textIn(draft, hourOf(name))}
            onChange={(event) => {
              set(hourOf(name), event.currentTarget.value);
            }}
          />
        </div>
      )}
    </Frame>
  );
}

type RowsProps = Omit<Props, 'field'> & { field: FormField; label: string };

/** Several rows of the same fields; an empty one is left out when it is sent. */
function Rows({ field: { name, hint, fields }, label, draft, path, faultOf, set }: RowsProps) {
  const { t } = useTranslation('record');
  const rows = Array.isArray(draft[name]) ? (draft[name] as Draft[]) : [];
  const change = (next: Draft[]) => {
    set(name, next);
  };
  return (
    <Frame label={label} description={hint} error={faultOf(path)}>
      {(described) => (
        <div className={css.rows} role="group" aria-label={label} aria-describedby={described}>
          {rows.map((row, index) => (
            // Rows have no name of their own: where one stands is what it is.
            <div key={String(index)} className={css.rowOf}>
              {fields.map((inner) => (
                <FieldOf
                  key={inner.name}
                  field={inner}
                  draft={row}
                  path={`${path}.${String(index)}.${inner.name}`}
                  faultOf={faultOf}
                  set={(innerName, value) => {
                    change(rows.map((each, at) => (at === index ? { ...each, [innerName]: value } : each)));
                  }}
                />
              ))}
              <Button
                size="compact-sm"
                variant="transparent"
                onClick={() => {
                  change(rows.filter((_each, at) => at !== index));
                }}
              >
                {t('leaveOut')}
              </Button>
            </div>
          ))}
          <Button
            size="compact-sm"
            leftSection={<Icon name="plus" />}
            onClick={() => {
              change([...rows, {}]);
            }}
          >
            {t(rows.length === 0 ? 'addOne' : 'addAnother')}
          </Button>
        </div>
      )}
    </Frame>
  );
}
