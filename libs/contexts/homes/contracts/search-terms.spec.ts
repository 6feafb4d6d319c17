import { postcodeTerms, searchTerms, searchWords, words } from './search-terms.js';

describe('finding by what a person would type', () => {
  it.each([
    ["O'Neill", ['oneill', 'neill']],
    ['O’Dowd-Núñez', ['odowd', 'nunez', 'dowd', 'odowdnunez']],
    ['Łukasz Øster-Straße', ['lukasz', 'oster', 'strasse', 'osterstrasse']],
    ['Zoë, known as "Zo"', ['zoe', 'known', 'as', 'zo']],
    ["=cmd|'/c calc'!A1", ['cmd', 'c', 'calc', 'a1', 'cmdc', 'calca1']],
    ['BM-00/12', ['bm', '00', '12', 'bm0012']],
    ['陳大文', ['陳大文']],
    ['', []],
  ])('%s is found by %j', (text, terms) => {
    expect(searchTerms(text).sort()).toEqual([...terms].sort());
  });

  it('finds a postcode whole or by halves', () => {
    expect(postcodeTerms('SE15 1AP')).toEqual(['se15', '1ap', 'se151ap']);
  });

  it.each([
    ["O'Neill alder", ['oneill', 'alder']],
    ['07700 900 374', ['07700900374']],
    ['+44 7700 900374', ['447700900374']],
    ['0044 7700 900374', ['447700900374']],
    ['(020) 7946-0123', ['02079460123']],
    ['12 4', ['12', '4']],
    ['12 Alder', ['12', 'alder']],
    ['  ', []],
    ['"; drop table home', ['drop', 'table', 'home']],
  ])('%j looks for %j', (typed, looked_for) => {
    expect(searchWords(typed)).toEqual(looked_for);
  });

  it('looks for no more than eight words, however much was pasted', () => {
    expect(searchWords('a b c d e f g h i j k')).toHaveLength(8);
    expect(searchWords('x'.repeat(5000))).toEqual(['x'.repeat(200)]);
  });

  it('reads the words of a name once each', () => {
    expect(words('Khan Khan')).toEqual(['khan']);
  });
});
