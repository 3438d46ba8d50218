import type { ClinicSettings, EscalationPolicy } from '../../src/domain/words/clinic';

export const onCall: EscalationPolicy = {
  coverage: 'on-call',
  rungs: [
    { rota: 'first', waitMinutes: 15 },
    { rota: 'second', waitMinutes: 30 },
  ],
  exhausted: { rota: 'manager', repeatMinutes: 60 },
  acknowledgementMinutes: 240,
};
export const nextStaffed: EscalationPolicy = { ...onCall, coverage: 'next-staffed' };

/** A clinic in London, open Monday to Friday from nine to five, in which only the mind may wait for the morning. */
export const ladderSettings: ClinicSettings = {
  version: 1,
  publicName: 'Riverside Outpatients',
  phone: '+44 20 7946 0000',
  emergencyNumber: '999',
  timeZone: 'Europe/London',
  staffedHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  holidays: [],
  promptHours: { from: '08:00', to: '20:00' },
  wakeSpreadMinutes: 10,
  undoMinutes: 10,
  policies: {
    spine: onCall,
    infection: onCall,
    medication: onCall,
    'mental-health': nextStaffed,
    decision: nextStaffed,
    canary: {
      ...onCall,
      rungs: [{ rota: 'canary-mailbox', waitMinutes: 15 }],
      exhausted: { rota: 'canary-mailbox', repeatMinutes: 60 },
    },
  },
  rotas: ['first', 'second', 'manager', 'canary-mailbox'].map((id) => ({ id, title: id })),
  texts: { en: { safetyNet: { version: 'en-1', lines: ['In an emergency ring 999.'] }, help: {} } },
  askBirthday: false,
};
