import { standing, type Standing } from '../../../api/answering/standing';
import { DAY } from '../../../src/domain/words/time';

const open: Parameters<typeof standing>[0] = {
  status: 'planned',
  sentAt: null,
  opensAt: 10 * DAY,
  closesAt: 17 * DAY,
  enrolmentStatus: 'active',
};

test.each<[string, Partial<typeof open>, number, Standing]>([
  ['just opened', {}, 10 * DAY, 'open'],
  ['not yet open', {}, 10 * DAY - 1, 'closed'],
  ['a moment before the close', {}, 17 * DAY - 1, 'open'],
  ['at the close, which nobody has written yet', {}, 17 * DAY, 'late'],
  ['closed as missed', { status: 'missed' }, 18 * DAY, 'late'],
  ['closed as partly answered', { status: 'partly-answered' }, 18 * DAY, 'late'],
  ['never asked', { status: 'not-asked' }, 18 * DAY, 'late'],
  ['a moment before fourteen days after the close', { status: 'missed' }, 31 * DAY - 1, 'late'],
  ['fourteen days after the close', { status: 'missed' }, 31 * DAY, 'closed'],
  ['of a held enrolment', { enrolmentStatus: 'held' }, 11 * DAY, 'open'],
  ['of a paused enrolment', { enrolmentStatus: 'paused' }, 11 * DAY, 'open'],
  ['of an ended enrolment', { enrolmentStatus: 'ended' }, 11 * DAY, 'closed'],
  ['cancelled', { status: 'cancelled' }, 11 * DAY, 'closed'],
  ['replaced', { status: 'superseded' }, 11 * DAY, 'closed'],
  ['sent in time', { status: 'answered', sentAt: 11 * DAY }, 12 * DAY, 'sent'],
  ['sent late', { status: 'missed', sentAt: 18 * DAY }, 19 * DAY, 'sent'],
  ['sent, then ended', { status: 'answered', sentAt: 11 * DAY, enrolmentStatus: 'ended' }, 12 * DAY, 'sent'],
])('a check-in %s', (_case, change, now, expected) => {
  expect(standing({ ...open, ...change }, now)).toBe(expected);
});
