import type { Seat } from '../stages/kind';
import type { Rules } from '../step/rules';
import type { Asker } from '../words/authority';
import type { EventData, EventType } from '../words/event';
import type { EnrolmentState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';
import type { Field, Group } from './field';

/** What is known where it is asked what can be recorded. The state has come as far as now. */
export type Context = {
  rules: Rules;
  state: EnrolmentState;
  now: Instant;
  /** The earlier of the clinic's day and the patient's: a day that is past in both. */
  today: LocalDate;
  seats: Seat[];
  asker: Asker;
};

/** What a form says of a field beyond its contract. */
export type Ask = Partial<
  Pick<Field, 'kind' | 'label' | 'hint' | 'required' | 'requiredWhen' | 'when' | 'options' | 'min' | 'max' | 'initial'>
> & {
  /** Not asked for in this way of recording it. */
  leftOut?: true;
  /** Whoever fills it in goes past what is refused without it. */
  lifts?: true;
};

type NameIn<D> = D extends unknown ? keyof D & string : never;

/** One way in which a fact can be recorded now. It is offered only if the core takes it. */
export type Offer<T extends EventType = EventType> = {
  /** Tells it from the other ways of its type. */
  id?: string;
  title?: string;
  about?: string;
  expected?: boolean;
  fixed?: Partial<EventData[T]>;
  ask?: { [N in NameIn<EventData[T]>]?: Ask };
  /** What the contract holds as a map, by the name of each. */
  more?: Field[];
};

/** How facts of a type are asked for: under which heading, and in which ways today. Without `offers` there is one way. */
export type Form<T extends EventType> = { group: Group; offers?: (context: Context) => Offer<T>[] };
