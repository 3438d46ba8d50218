import type { ApiDeps } from '../../../api/deps';
import type { MadeUp } from '../../catalogue/clinic/load-made-up';
import type { Given } from '../../domain/stories/answering';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../../storage/tx/connection';
import type { Staff } from './staff';

/** One made-up patient on the way to the present. Changed in place. */
export type Life = {
  deps: ApiDeps;
  tx: Tx;
  course: MadeUp;
  clinic: ClinicSettings;
  clinicId: string;
  staff: Staff;
  enrolmentId: string;
  patientId: string;
  /** Whether mails are answered, and what is said. */
  answers: boolean;
  says: Given;
  answersAfter: number;
  replies: { checkIn: string; at: Instant }[];
  /** Of the newest mail: by it a problem is reported. */
  linkCode: string | null;
  bounces: boolean;
};
