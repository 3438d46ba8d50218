const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Every word a patient reads that is not the clinic's or the instrument's. Titles name no condition, score or person. */
export const words = {
  language: 'en',
  skipToContent: 'Skip to the questions',
  error: 'Error',
  errorHeading: 'There is a problem',
  back: 'Back',
  help: 'Need help?',
  ring: 'Ring',
  on: 'on',
  ringNoNumber: 'Ring your clinic. The number is on your letter.',
  emergency: (number: string) => `In an emergency ring ${number}.`,
  notWatched: 'We do not watch answers as they arrive, and not at night.',

  todayTitle: (questions: number, minutes: number) =>
    `${plural(questions, 'short question', 'short questions')}, about ${plural(minutes, 'minute', 'minutes')}`,
  todayFrom: 'From',
  todayWhy: 'Your answers tell your team how you are, and whether something should change.',
  answerBy: 'Answer by',
  lateNote: 'The day to answer has passed. Your answers still help, so you can send them now.',
  savedAsYouGo: 'Every answer is saved when you press Continue. You can stop and come back with the same link.',
  start: 'Start',
  carryOn: (n: number, of: number) => `Carry on – question ${n} of ${of}`,
  birthdayLegend: 'On which day were you born?',
  birthdayHint: 'For example, 27 3. This shows us that the link has reached the right person.',
  day: 'Day',
  month: 'Month',
  birthdayEmpty: 'Enter the day and the month you were born, as numbers.',
  birthdayWrong:
    'That day and month do not match what we have. Check them. After several tries the link rests for an hour; you can ring us.',

  question: (n: number, of: number) => `Question ${n} of ${of}`,
  or: 'or',
  none: 'None of these',
  answeredElsewhere: 'You have answered this question before. To change your answer, choose again.',
  continue: 'Continue',
  skip: 'Skip this question',
  skipTitle: 'Skip this question?',
  skipText: 'Your team will see that you chose not to answer. You can change this before you send.',
  skipConfirm: 'Skip',
  skipBack: 'Go back and answer',

  checkTitle: 'Check your answers before sending',
  change: 'Change',
  changeHidden: (n: number) => ` question ${n}`,
  skippedAnswer: 'Skipped',
  openAnswer: 'Not answered',
  hiddenAnswer: 'Answered earlier',
  noneTicked: 'None ticked',
  send: 'Send my answers',
  aboutQuestions: 'About these questions',

  doneTitle: 'Answers sent',
  doneThanks: 'Thank you. Your answers are with your team.',
  nextHeading: 'What happens next',
  nextText:
    'Your team reads answers on working days. They get in touch when something should change. You have nothing else to do today.',
  worseHeading: 'If you get worse',
  worseText: (number: string) =>
    `Go to your nearest Emergency Department, or ring ${number}, if you get numb between your legs, lose control of your bladder or bowels, a leg gets weak, or you feel that you cannot stay safe.`,
  reportHeading: 'Report a problem',
  reportText: 'Side effects, something new, or an answer you want to put right:',

  helpContinue: 'Continue to the other questions',
  helpFinish: 'Go on',
  helpSaved: 'Your answer is saved, and we are telling our staff.',
  helpNotSaved:
    'We could not save your answer, so nobody has been told. Follow the advice on this page now. Then try again.',
  helpClosed:
    'Your questions are closed, so this answer was not saved and nobody has been told. Follow the advice on this page now, and ring us.',
  tryAgain: 'Try again to save my answer',

  closedTitle: 'This link is not open',
  closedText:
    'The questions may be closed, or there is a newer link in a later message. If you have something to tell us, ring us.',
  noSessionTitle: 'Open your link again',
  noSessionText: 'Open the link in your message and press Start. Everything you saved is kept.',
  notFoundTitle: 'There is no such page',
  notFoundText: 'Go back to your questions.',
  toQuestions: 'Go to my questions',
  tooManyTitle: 'Wait a few minutes',
  tooManyText: 'This page was asked for many times. Wait a few minutes and open your link again.',
  foreignTitle: 'That came from another page',
  foreignText:
    'Your answer was not saved, because it did not come from our own page. Open the link in your message and answer there.',
  brokenTitle: 'Something went wrong on our side',
  brokenText: 'What you saved before is safe. The last step was not saved. Go back and try again in a few minutes.',
  tooLargeText: 'More was sent than these questions ask for, so nothing was saved. Go back and answer again.',

  faultUnasked: 'This holds an answer that we did not ask for. Choose your answer again.',
  faultOtherQuestion: 'The question has changed since you opened it. Read it again and choose your answer.',
  faultNeither: (none: string) => `Tick what is true for you, or tick “${none}”. You can also skip this question.`,
  faultBoth: (none: string) => `You ticked “${none}” and something else. Leave only one of the two.`,
};
