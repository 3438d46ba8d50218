import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { type Kind, oneMore } from './one-more';

/**
 * Begins one more of a kind below `root`, and gives the paths of what it wrote: a copy of its simplest sibling, the lines
 * in its tables, and a test that fails. What is there already is never written over.
 */
export function begin(root: string, kind: Kind, name: string): string[] {
  const { sibling, home, tables, test } = oneMore[kind];
  if (!/^[a-z][a-z0-9]*([-.][a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}" is not a name such as "${sibling}": lower case, words joined as in that one.`);
  const rename = renaming(sibling, name);
  const copies = home.flatMap((path) => copiesOf(root, path.replace('*', sibling)));
  const written = [
    ...copies.map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path: rename(path), text: path.endsWith('.ts') ? rename(text) : text.replaceAll(sibling, name) };
    }),
    { path: test.replace('*', name), text: failingTest(oneMore[kind].what, name) },
  ];
  const taken = written.find(({ path }) => existsSync(join(root, path)));
  if (taken) throw new Error(`${taken.path} is there already: choose another name.`);
  written.push(
    ...tables.map((path) => ({ path, text: withLines(readFileSync(join(root, path), 'utf8'), sibling, name) })),
  );
  for (const { path, text } of written) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return written.map(({ path }) => path);
}

function copiesOf(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .map((file) => join(path, file))
    .filter((file) => statSync(join(root, file)).isFile());
}

/** `follow-up`, `followUp` and `FollowUp` in a text become the new name, spelled the same way. */
function renaming(sibling: string, name: string): (text: string) => string {
  const word = new RegExp(`(['"\`/]?)(?<![\\w-])${sibling.replace('.', '\\.')}(?![\\w-])`, 'g');
  const isOneWord = camel(sibling) === sibling;
  return (text) =>
    text
      // A sibling of one word is the same in quotes, in paths and as an identifier; the new one may have two.
      .replace(word, (_, before: string) => before + (isOneWord && before === '' ? camel(name) : name))
      .replace(new RegExp(`\\b${camel(sibling)}\\b`, 'g'), isOneWord ? '$&' : camel(name))
      .replace(new RegExp(`\\b${pascal(sibling)}(?=\\b|[A-Z])`, 'g'), pascal(name));
}

const camel = (name: string): string => name.replace(/[-.](.)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(name).replace(/^./, (letter) => letter.toUpperCase());

/** Each import, row, member and element that is the sibling's is repeated behind it for the new one. */
function withLines(text: string, sibling: string, name: string): string {
  const rename = renaming(sibling, name);
  const source = ts.createSourceFile('table.ts', text, ts.ScriptTarget.Latest, true);
  const inserts: { at: number; line: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (!isLineOf(node, sibling)) {
      ts.forEachChild(node, visit);
      return;
    }
    const copy = rename(node.getText());
    const line = ts.isShorthandPropertyAssignment(node) && copy !== name ? `'${name}': ${copy}` : copy;
    if (ts.isLiteralTypeNode(node)) inserts.push({ at: node.getEnd(), line: ` | ${line}` });
    else if (ts.isImportDeclaration(node) || ts.isPropertySignature(node))
      inserts.push({ at: node.getEnd(), line: `\n${line}` });
    else inserts.push({ at: node.getEnd(), line: `,\n${line}` });
  };
  visit(source);
  return inserts.sort((a, b) => b.at - a.at).reduce((so, { at, line }) => so.slice(0, at) + line + so.slice(at), text);
}

function isLineOf(node: ts.Node, sibling: string): boolean {
  const names = [sibling, camel(sibling)];
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
    return node.moduleSpecifier.text.split('/').includes(sibling);
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isPropertySignature(node))
    return (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) && names.includes(node.name.text);
  if (ts.isLiteralTypeNode(node) && ts.isUnionTypeNode(node.parent))
    return ts.isStringLiteral(node.literal) && node.literal.text === sibling;
  return ts.isStringLiteral(node) && ts.isArrayLiteralExpression(node.parent) && node.text === sibling;
}

const failingTest = (
  what: string,
  name: string,
): string => `test('${name}: a ${what} that nobody has proven yet', () => {
  throw new Error('Say in this test what ${name} does: from both sides, and where it is unknown.');
});
`;
