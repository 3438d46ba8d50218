import { useSyncExternalStore } from 'react';
import { usePulse } from '../api/queries';
import { useMe } from './me';

let tick = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The clinic's time in epoch milliseconds, second by second. A demonstration may be months ahead of this browser. */
export function useClinicNow(): number | null {
  const here = useSyncExternalStore(listen, () => tick);
  const pulse = usePulse().data;
  return pulse === undefined ? null : Date.parse(pulse.now) + Math.max(0, here - pulse.readAt);
}

/** What the clinic's clock showed at an instant of this browser's. */
export function useClinicTimeOf(): (here: number) => number {
  const pulse = usePulse().data;
  return (here) => (pulse === undefined ? here : Date.parse(pulse.now) + here - pulse.readAt);
}

const FAR_MS = 300 * 86_400_000;

/** Writes days and times as staff read them, in the clinic's zone: 14-Jul-2026 14:30. */
export function useDates() {
  const zone = useMe().clinic.timeZone;
  const part = (at: string | number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(new Date(at));
  const day = (at: string | number) => dated(part(at, { day: '2-digit', month: 'short', year: 'numeric' }));
  const time = (at: string | number) => part(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = (at: string | number) => part(at, { weekday: 'short' });
  return {
    day,
    time,
    /** Thu 16-Jul-2026 */
    weekdayAndDay: (at: string | number) => `${weekday(at)} ${day(at)}`,
    /** Thu 16-Jul-2026 15:00 */
    full: (at: string | number) => `${weekday(at)} ${day(at)} ${time(at)}`,
    /** 15:00 of today, else Fri 17-Jul 12:00, with its year where that is not plain. */
    near: (at: string | number, now: number | null) => {
      if (now !== null && day(at) === day(now)) return time(at);
      const isFar = now !== null && Math.abs(new Date(at).getTime() - now) > FAR_MS;
      return `${weekday(at)} ${isFar ? day(at) : day(at).slice(0, 6)} ${time(at)}`;
    },
    /** 15:00 of today, Wed 17:00 of this week and the last one, else 22-Jul 12:00: where a column is narrow. */
    short: (at: string | number, now: number) => {
      if (day(at) === day(now)) return time(at);
      const near = Math.abs(new Date(at).getTime() - now) < 6 * 86_400_000;
      return `${near ? weekday(at) : day(at).slice(0, 6)} ${time(at)}`;
    },
    sameDay: (a: string | number, b: string | number) => day(a) === day(b),
  };
}

const dated = (text: string) => text.replaceAll(' ', '-').replace('Sept', 'Sep');

/** A day without a time, as it is written in no zone: 14-May-1970. */
export function plainDay(day: string): string {
  return dated(
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: '2-digit', month: 'short', year: 'numeric' }).format(
      new Date(`${day}T00:00:00Z`),
    ),
  );
}

/** 12:36 · 5 h 48 min · 3 d 4 h */
export function span(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 48 * 60) return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
  return `${String(Math.floor(minutes / 1440))} d ${String(Math.floor((minutes % 1440) / 60))} h`;
}

/** 20 min · 16 h · 3 d: how late something is. */
export function late(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 60) return `${String(minutes)} min`;
  if (minutes < 48 * 60) return `${String(Math.floor(minutes / 60))} h`;
  return `${String(Math.floor(minutes / 1440))} d`;
}
