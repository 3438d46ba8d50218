import { partsOf } from '../check-ins/key';

/** `care/diagnosis/weekly.deferred@2026-11-30` → “Weekly check-in, put off”, for staff; a key of another form is “Check-in”. */
export function checkInWords(key: string): string {
  const name = partsOf(key)?.name;
  if (name === undefined) return 'Check-in';
  const [id = '', ...rest] = name.split('.');
  const words = id.replaceAll('-', ' ');
  const title = words.startsWith('after ')
    ? `Check-in ${words}`
    : `${words.charAt(0).toUpperCase()}${words.slice(1)} check-in`;
  return rest.includes('deferred') ? `${title}, questions put off` : title;
}
