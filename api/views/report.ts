import type { ReportRow } from '../../src/storage/patient/reports';
import { iso } from '../contracts/fields';

/** What a patient reported by link, with the words of the patient. */
export const showReports = (reports: ReportRow[]) => reports.map(({ at, ...report }) => ({ ...report, at: iso(at) }));
