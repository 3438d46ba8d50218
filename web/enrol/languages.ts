/** What patients of the clinic may read: named as English speakers name them. Which of them a pathway is written in, it says itself. */
const codes = 'en ar bn cy de es fa fr gu hi it lt pa pl pt ro ru so ta tr uk ur vi zh'.split(' ');

const names = new Intl.DisplayNames('en', { type: 'language' });

export const languages = codes.map((value) => ({ value, label: names.of(value) ?? value }));
export const languageName = (code: string): string => names.of(code) ?? code;
