import { capital } from '../../../src/domain/telling/fact-titles';
import { messageWords } from '../../../src/domain/telling/timeline/message-line';
import { whyUnsent } from '../../../src/domain/telling/message-words';
import type { Page } from '../../../src/storage/tx/fragments';
import { cursorAfter, iso, isoOrNull } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import { theEnrolment } from './standing';

export async function showMessages(deps: ApiDeps, clinicId: string, id: string, page: Page, newestFirst: boolean) {
  const { status } = await theEnrolment(deps, clinicId, id);
  const rows = await deps.store.messages.messagesOf(deps.store.db, id, page, newestFirst);
  return {
    items: rows.map((row) => ({
      ...{ id: row.id, key: row.key, role: row.role, channel: row.channel, checkInId: row.checkInId },
      title: capital(messageWords(row)),
      dueAt: iso(row.dueAt),
      expiresAt: isoOrNull(row.expiresAt),
      state: row.state,
      reason: row.reason,
      why: whyUnsent({ ...row, tries: row.attempts.length, lastCode: row.attempts.at(-1)?.code ?? null }, status),
      acceptedAt: isoOrNull(row.acceptedAt),
      attempts: row.attempts.map((attempt) => ({
        ...attempt,
        startedAt: iso(attempt.startedAt),
        endedAt: isoOrNull(attempt.endedAt),
      })),
    })),
    nextCursor: cursorAfter(rows, page, (row) => row.plannedAt),
  };
}
