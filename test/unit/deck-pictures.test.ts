import { describe, expect, it } from 'vitest';
import { htmlOf, parse, problemsOf } from './deck-helpers.js';

describe('pictures', () => {
  it('pictures are found by their stem, and bring their own words', () => {
    expect(htmlOf('![](vettel.jpg)')).toBe(
      '<figure class="picture"><img src="art/vettel.svg" alt="Pushed home. Three marshals push a racing car." loading="lazy"></figure>\n',
    );
    expect(htmlOf('![](old/path/vettel.png)')).toContain('src="art/vettel.svg"');
  });

  it('pictures take the words that the author gives them', () => {
    expect(htmlOf('![A "car"](vettel.jpg)')).toContain('alt="A &quot;car&quot;"');
  });

  it('pictures are known by reference, wherever the file defines it', () => {
    const text = '![][one]\n\n---\n\n![two][]\n\n---\n\n[one]: vettel.jpg\n[two]: malibu.jpg width=40% height=250';
    const [first, second] = parse(text).slides;
    expect(first?.html).toContain('art/vettel.svg');
    expect(second?.html).toContain('src="art/malibu.svg" alt="two" style="width:40%;height:250px"');
  });

  it('pictures stand in a sentence, too', () => {
    expect(htmlOf('before ![](malibu.jpg) after')).toBe(
      '<p>before <img src="art/malibu.svg" alt="A sedan." loading="lazy"> after</p>\n',
    );
    expect(htmlOf('- a ![](malibu.jpg)')).toContain('<li>a <img');
  });

  it('pictures that are missing leave their name in the place, and are reported with their line', () => {
    const text = '# A\n\n![](vettle.jpg)\n\n---\n\n# B\n\nsee ![](nowhere.png)';
    expect(problemsOf(text)).toEqual([
      '3:1 There is no picture “vettle”. Did you mean “vettel”?',
      '9:5 There is no picture “nowhere”. Add nowhere.svg to the pictures.',
    ]);
    expect(htmlOf(text)).toContain('>vettle.jpg</span>');
  });

  it('pictures whose reference is not defined are reported with their line', () => {
    expect(problemsOf('# A\n\nsee ![][zork] now')).toEqual([
      '3:5 Nothing says which picture [zork] is. Add a line “[zork]: zork.svg”.',
    ]);
    expect(htmlOf('see ![][zork] now')).toMatch(/<p>see <span[^>]+>zork<\/span> now<\/p>/);
  });

  it('pictures cannot be taken from the prototype', () => {
    expect(problemsOf('![](constructor.png)')).toHaveLength(1);
  });
});
