import type { Refusal } from './effect';

export function refused(code: string, message: string): Refusal {
  return { code, message };
}
