import fc from 'fast-check';
import { parseMailbox } from '../../src/mail/channel';

const long = (length: number) => 'a'.repeat(length);

describe('a single mailbox', () => {
  test.each([
    'ada@example.test',
    'ada.okafor@example.test',
    'ada+care@example.test',
    "o'hara@example.test",
    'a@b.co',
    'ADA@EXAMPLE.TEST',
    'ada@mail-1.example.test',
    'ada_okafor%x@sub.domain.example',
    '1234@example.test',
    `${long(64)}@example.test`,
    'ada@xn--exmple-cua.test',
    '{ada}@example.test',
  ])('%s goes through as it is', (text) => {
    expect(parseMailbox(text)).toEqual({ mailbox: text, fault: null });
  });
});

describe('anything else is refused', () => {
  test.each([
    ['nothing', ''],
    ['a list', 'ada@example.test,eve@example.test'],
    ['a list with a space', 'ada@example.test, eve@example.test'],
    ['a list by semicolon', 'ada@example.test;eve@example.test'],
    ['a second recipient by line break', 'b@example.test\r\nRCPT TO:<evil@example.test>'],
    ['a line feed', 'ada@example.test\nBcc: eve@example.test'],
    ['a carriage return', 'ada@example.test\rBcc: eve@example.test'],
    ['a line break before the @', 'ada\r\n@example.test'],
    ['a line separator', 'ada@example.test\u2028eve@example.test'],
    ['a paragraph separator', 'ada@example.test\u2029'],
    ['a next line', 'ada@example.test\u0085'],
    ['a null', 'ada\u0000@example.test'],
    ['a tab', 'ada\t@example.test'],
    ['a space in front', ' ada@example.test'],
    ['a space behind', 'ada@example.test '],
    ['a space inside', 'ada okafor@example.test'],
    ['a display name', 'Ada <ada@example.test>'],
    ['angle brackets', '<ada@example.test>'],
    ['two addresses in brackets', 'ada@example.test<eve@example.test>'],
    ['a group', 'friends: ada@example.test, eve@example.test;'],
    ['an empty group', 'undisclosed-recipients:;'],
    ['a comment', 'ada(eve@evil.test)@example.test'],
    ['a comment at the end', 'ada@example.test(comment)'],
    ['a comment in the host', 'ada@(evil.test)example.test'],
    ['a quoted local', '"ada okafor"@example.test'],
    ['a quoted @', '"ada@evil.test"@example.test'],
    ['a quoted display name that is an address', '"eve@evil.test" <ada@example.test>'],
    ['an escape', 'ada\\@example.test'],
    ['a source route', '@relay.test:ada@example.test'],
    ['a percent route with two @', 'ada@relay.test@example.test'],
    ['a bang path', 'relay.test!ada'],
    ['an address literal', 'ada@[127.0.0.1]'],
    ['an IPv6 literal', 'ada@[IPv6:::1]'],
    ['a bare number', 'ada@127.0.0.1'],
    ['one label', 'ada@localhost'],
    ['no local', '@example.test'],
    ['no host', 'ada@'],
    ['no @', 'example.test'],
    ['dots in a row', 'ada..okafor@example.test'],
    ['a dot in front', '.ada@example.test'],
    ['a dot before the @', 'ada.@example.test'],
    ['a dot at the end of the host', 'ada@example.test.'],
    ['dots in a row in the host', 'ada@example..test'],
    ['a hyphen at the start of a label', 'ada@-example.test'],
    ['a hyphen at the end of a label', 'ada@example-.test'],
    ['an underscore in the host', 'ada@exam_ple.test'],
    ['a homoglyph', 'adа@example.test'],
    ['a homoglyph in the host', 'ada@exаmple.test'],
    ['an umlaut', 'jürgen@example.test'],
    ['a full-width @', 'ada＠example.test'],
    ['a zero-width space', 'ada\u200b@example.test'],
    ['an override of direction', 'ada\u202e@example.test'],
    ['an encoded word', '=?utf-8?q?ada=40evil.test?= <ada@example.test>'],
    ['a mailto link', 'mailto:ada@example.test'],
    ['a local of 65', `${long(65)}@example.test`],
    ['a label of 64', `ada@${long(64)}.test`],
    ['255 in all', `ada@${`${long(60)}.`.repeat(4)}${long(7)}`],
  ])('%s', (_case, text) => {
    const { mailbox, fault } = parseMailbox(text);

    expect(mailbox).toBeNull();
    expect(fault).not.toBeNull();
  });

  test('with a reason that repeats nothing of the text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (text) => {
        const { fault } = parseMailbox(text);
        expect(fault ?? '').not.toContain(text);
      }),
    );
  });
});

test('what goes through holds one @ and nothing that ends a command or a list', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab.@,;<>"()[]\\: \r\n\u2028-')) }), (text) => {
      const { mailbox } = parseMailbox(text);
      if (mailbox !== null) expect(mailbox).toMatch(/^[ab.-]+@[ab.-]+$/);
    }),
  );
});
