import type { ApiDeps } from '../deps';

/** What the patient's pages need of the house. */
export type PatientDeps = Pick<ApiDeps, 'store' | 'rules' | 'catalogue' | 'engine' | 'log'> & {
  config: Pick<ApiDeps['config'], 'publicUrl'>;
};
